import { alphanumeric, base64, base64Url, characters, hex, lower, lowerOrDigit } from './characters';
import type { Format } from './format';
import { servicesOf } from './service';
import { either, guid, maybe, run, text } from './shape';

const service = servicesOf('Payment and commerce');

const shopify = 'https://shopify.dev/docs/apps/build/authentication-authorization';

export const payments: readonly Format[] = [
  // Before Stripe, whose keys begin alike and may be of any length.
  service(
    'paystack-key',
    'Paystack secret key',
    'Generate a new secret key in the Paystack dashboard under API Keys & Webhooks.',
    'https://paystack.com/docs/api/authentication/',
    [text('sk_live_', 'sk_test_'), run(hex, 40)],
  ),
  service(
    'stripe-key',
    'Stripe secret or restricted key',
    'Roll the key in the Stripe dashboard under Developers, API keys.',
    'https://docs.stripe.com/keys',
    [text('sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'), run(alphanumeric, 16, 247)],
  ),
  service(
    'webhook-signing-secret',
    'Stripe or Svix webhook signing secret',
    'Roll the secret of the webhook endpoint at its issuer.',
    'https://docs.stripe.com/webhooks/signature',
    [text('whsec_'), run(base64, 32, 64), maybe(text('='))],
  ),
  service(
    'shopify-access-token',
    'Shopify access token',
    'Uninstall the app, or rotate its credentials in the Shopify admin.',
    shopify,
    [text('shpat_', 'shpca_', 'shppa_'), run(hex, 32)],
  ),
  service(
    'shopify-shared-secret',
    'Shopify shared secret',
    'Rotate the client secret of the app in the Shopify Dev Dashboard.',
    shopify,
    [text('shpss_'), run(hex, 32)],
  ),
  service(
    'square-access-token',
    'Square access token',
    'Replace the token in the Square Developer Console under Credentials.',
    'https://developer.squareup.com/docs/build-basics/access-tokens',
    [text('EAAA'), run(base64Url, 60)],
  ),
  service(
    'square-personal-token',
    'Square personal access token',
    'Replace the token in the Square Developer Console under Credentials.',
    'https://developer.squareup.com/docs/build-basics/access-tokens',
    [text('sq0atp-'), run(base64Url, 22)],
  ),
  service(
    'square-client-secret',
    'Square OAuth application secret',
    'Replace the secret in the Square Developer Console under OAuth.',
    'https://developer.squareup.com/docs/oauth-api/overview',
    [text('sq0csp-'), run(base64Url, 43)],
  ),
  service(
    'braintree-access-token',
    'Braintree access token',
    'Revoke the token in the Braintree control panel.',
    'https://developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens',
    [text('access_token$production$', 'access_token$sandbox$'), run(lowerOrDigit, 16), text('$'), run(hex, 32)],
  ),
  service(
    'mollie-key',
    'Mollie API key',
    'Reset the key in the Mollie dashboard under Developers, API keys.',
    'https://docs.mollie.com/reference/authentication',
    [text('live_', 'test_'), run(alphanumeric, 30)],
    { accepts: isMixed },
  ),
  service(
    'lob-key',
    'Lob API key',
    'Delete the key in the Lob dashboard under Settings, API keys.',
    'https://docs.lob.com/#tag/Authentication',
    [text('live_', 'test_'), run(hex, 35)],
  ),
  service(
    'gocardless-token',
    'GoCardless access token',
    'Delete the token in the GoCardless dashboard under Developers.',
    'https://developer.gocardless.com/api-reference/',
    [text('live_', 'sandbox_'), run(base64Url, 40)],
    { accepts: isMixed },
  ),
  service(
    'flutterwave-key',
    'Flutterwave secret key',
    'Generate new keys in the Flutterwave dashboard under Settings, API keys.',
    'https://developer.flutterwave.com/docs/authentication',
    [text('FLWSECK-', 'FLWSECK_TEST-'), run(lowerOrDigit, 32), text('-X')],
  ),
  service(
    'paddle-key',
    'Paddle API key',
    'Revoke the key in Paddle under Developer tools, Authentication.',
    'https://developer.paddle.com/api-reference/about/api-keys',
    [
      text('pdl_live_apikey_', 'pdl_sdbx_apikey_'),
      run(lowerOrDigit, 26),
      text('_'),
      run(alphanumeric, 22),
      text('_'),
      run(alphanumeric, 3),
    ],
  ),
  service(
    'plaid-access-token',
    'Plaid access token',
    'Rotate the token with /item/access_token/invalidate.',
    'https://plaid.com/docs/api/tokens/',
    [text('access-production-', 'access-development-', 'access-sandbox-'), ...guid(hex)],
  ),
  service(
    'easypost-key',
    'EasyPost API key',
    'Delete the key in EasyPost under API keys.',
    'https://docs.easypost.com/docs/authentication',
    [text('EZAK', 'EZTK'), run(alphanumeric, 54)],
  ),
  service(
    'shippo-token',
    'Shippo API token',
    'Delete the token in Shippo under Settings, API.',
    'https://docs.goshippo.com/docs/guides_general/authentication/',
    [text('shippo_live_', 'shippo_test_'), run(hex, 40)],
  ),
  service(
    'duffel-token',
    'Duffel access token',
    'Delete the token in the Duffel dashboard under Access tokens.',
    'https://duffel.com/docs/api/overview/authentication',
    [text('duffel_live_', 'duffel_test_'), run(base64Url, 43)],
  ),
  service(
    'woocommerce-key',
    'WooCommerce consumer key or secret',
    'Revoke the key in WooCommerce under Settings, Advanced, REST API.',
    'https://woocommerce.com/document/woocommerce-rest-api/',
    [text('ck_', 'cs_'), run(hex, 40)],
  ),
  service(
    'klarna-key',
    'Klarna API key',
    'Delete the key in the Klarna portal under API credentials.',
    'https://docs.klarna.com/acquirer/klarna/get-started/authentication/',
    [text('klarna_live_api_', 'klarna_test_api_'), run(characters('A-Za-z0-9+/=_-'), 40, 300)],
  ),
  service(
    'adyen-key',
    'Adyen API key',
    'Generate a new key in the Adyen Customer Area under Developers, API credentials.',
    'https://docs.adyen.com/development-resources/api-credentials/',
    [
      text('AQE'),
      run(lower, 1),
      text('hm'),
      run(base64, 50, 140),
      maybe(either([text('==')], [text('=')])),
      text('-'),
      run(base64, 43),
      text('=-'),
      run(characters('^"\'\\\\ \\n\\r\\t'), 16),
    ],
    // It ends in any characters, but always in as many.
    { after: characters('') },
  ),
  service(
    'razorpay-key',
    'Razorpay API key',
    'Regenerate the key in the Razorpay dashboard under API keys.',
    'https://razorpay.com/docs/api/authentication/',
    [text('rzp_live_', 'rzp_test_'), run(alphanumeric, 14)],
  ),
];

/** Capitals, small letters and digits: no name after a common word. */
function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value.slice(5));
}
