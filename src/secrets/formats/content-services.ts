import { alphanumeric, base64Url, characters, digit, hex, upperHex } from './characters';
import type { Format } from './format';
import { hasDigit, servicesOf } from './service';
import { run, text } from './shape';

const service = servicesOf('Business applications');

/** Services of content, social networks, maps, automation and the like. */
export const contentServices: readonly Format[] = [
  service(
    'contentful-token',
    'Contentful management token',
    'Revoke the token in Contentful under CMA tokens.',
    'https://www.contentful.com/developers/docs/references/authentication/',
    [text('CFPAT-'), run(base64Url, 43)],
  ),
  service(
    'contentful-delivery-token',
    'Contentful delivery or preview token',
    'Delete the API key in Contentful under Settings, API keys.',
    'https://www.contentful.com/developers/docs/references/authentication/',
    [run(base64Url, 43)],
    { needs: { vendor: ['contentful'] } },
  ),
  service(
    'mapbox-secret-token',
    'Mapbox secret access token',
    'Delete the token in Mapbox under Access tokens.',
    'https://docs.mapbox.com/accounts/guides/tokens/',
    [text('sk.eyJ'), run(base64Url, 40, 120), text('.'), run(base64Url, 22)],
  ),
  service(
    'frame-io-token',
    'Frame.io developer token',
    'Delete the token on developer.frame.io under Tokens.',
    'https://developer.frame.io/docs/getting-started/authentication',
    [text('fio-u-'), run(base64Url, 64)],
  ),
  service(
    'miro-token',
    'Miro access token',
    'Revoke the token in Miro in the settings of the app.',
    'https://developers.miro.com/docs/getting-started-with-oauth',
    [text('eyJtaXJvLm9yaWdpbiI6'), run(base64Url, 20, 60), text('_'), run(base64Url, 27)],
  ),
  service(
    'adobe-client-secret',
    'Adobe client secret',
    'Rotate the secret in the Adobe Developer Console.',
    'https://developer.adobe.com/developer-console/docs/guides/credentials/',
    [text('p8e-'), run(base64Url, 32)],
  ),
  service(
    'calcom-key',
    'Cal.com API key',
    'Delete the key in Cal.com under Settings, Developer, API keys.',
    'https://cal.com/docs/api-reference/v2/introduction',
    [text('cal_live_', 'cal_test_'), run(hex, 32)],
  ),
  service(
    'beamer-key',
    'Beamer API key',
    'Delete the key in Beamer under Settings, API.',
    'https://www.getbeamer.com/api',
    [text('b_'), run(characters('A-Za-z0-9+/'), 43), text('=')],
  ),
  service(
    'facebook-token',
    'Facebook, Instagram or WhatsApp access token',
    'Invalidate the token in Meta for Developers, or reset the app secret.',
    'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/',
    [text('EAA'), run(alphanumeric, 97, 400)],
    { accepts: hasDigit },
  ),
  service(
    'x-bearer-token',
    'X (Twitter) bearer token',
    'Regenerate the token in the X developer portal under Keys and tokens.',
    'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/application-only',
    [run(characters('A-Za-z0-9%'), 100, 132)],
    { needs: { vendor: ['twitter', 'api.x.com'] }, accepts: (value) => value.startsWith('AAAAAAAAAAAAAAAAAAAAA') },
  ),
  service(
    'linkedin-client-secret',
    'LinkedIn client secret',
    'Generate a new client secret in the LinkedIn developer portal under Auth.',
    'https://learn.microsoft.com/linkedin/shared/authentication/client-credentials-flow',
    [text('WPL_AP1.', 'WPL_AP0.'), run(base64Url, 16), text('.'), run(base64Url, 4, 8), text('==')],
  ),
  service(
    'canva-secret',
    'Canva client secret',
    'Generate a new secret in the Canva developer portal.',
    'https://www.canva.dev/docs/connect/authentication/',
    [text('cnvca'), run(base64Url, 51)],
  ),
  service(
    'rapidapi-key',
    'RapidAPI key',
    'Delete the key on RapidAPI under Apps, Authorization.',
    'https://docs.rapidapi.com/docs/keys-and-key-rotation',
    [run(hex, 10), text('msh'), run(hex, 15), text('p1'), run(hex, 6), text('jsn'), run(hex, 12)],
  ),
  service(
    'openweather-key',
    'OpenWeather API key',
    'Delete the key on openweathermap.org under My API keys.',
    'https://openweathermap.org/appid',
    [run(hex, 32)],
    { needs: { vendor: ['openweathermap', 'openweather'], called: ['appid', 'key', 'token'] } },
  ),
  service(
    'uipath-user-key',
    'UiPath user key',
    'Revoke the key in UiPath Automation Cloud under Preferences, Privacy & security.',
    'https://docs.uipath.com/automation-cloud/automation-cloud/latest/api-guide/accessing-uipath-resources-using-external-applications',
    [text('rt_'), run(upperHex, 64), text('-1')],
  ),
  service(
    'teamviewer-token',
    'TeamViewer script token',
    'Delete the script token in the TeamViewer management console.',
    'https://webapi.teamviewer.com/api/v1/docs/index',
    [run(digit, 7, 9), text('-'), run(alphanumeric, 20)],
    { needs: { vendor: ['teamviewer'] } },
  ),
];
