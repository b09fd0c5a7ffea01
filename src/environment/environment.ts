import type { Place } from '../document/place';

/**
 * The settings of a Power Platform environment that the guidance asks for: its IP firewall. They live in Dataverse (table
 * `organization`), not in a solution, so somebody has to hand them in.
 * https://learn.microsoft.com/power-platform/admin/ip-firewall
 */
export interface Environment {
  readonly place: Place;
  readonly ipFirewall: IpFirewall;
}

export interface IpFirewall {
  /** Column `enableipbasedfirewallrule`. */
  readonly enabled: Setting<boolean> | undefined;
  /** Column `enableipbasedfirewallruleinauditmode`: true means that nothing is blocked. */
  readonly auditOnly: Setting<boolean> | undefined;
  /** Column `allowediprangeforfirewall`: comma-separated CIDR ranges. */
  readonly ranges: Setting<string> | undefined;
  /** Column `allowedservicetagsforfirewall`: comma-separated Azure service tags. */
  readonly serviceTags: Setting<string> | undefined;
}

export interface Setting<T> {
  readonly value: T;
  readonly place: Place;
}
