// How an account is named wherever it stands: its handle, its display name, its site, and the way to its page.

import { siteName } from "../../../shared/site-names";
import type { AccountName as Named } from "../../../shared/wire/types.gen";
import { address } from "../address";

/** Names come from pages: direction marks in them must not turn what stands beside them. */
export function AccountName({ account, withSite = false }: { account: Named; withSite?: boolean }) {
  return (
    <a class="account" href={address(["accounts", account.account])}>
      <bdi class="display">{account.display_name ?? handleOf(account)}</bdi>{" "}
      {account.display_name && <bdi class="soft">{handleOf(account)}</bdi>}
      {withSite && <span class="soft site"> {siteName(account.platform)}</span>}
    </a>
  );
}

export function AccountList({
  accounts,
  columns = false,
}: {
  accounts: readonly Named[];
  columns?: boolean;
}) {
  return (
    <ul class={columns ? "plain columns" : "plain"}>
      {accounts.map((account) => (
        <li key={account.account}>
          <AccountName account={account} withSite />
        </li>
      ))}
    </ul>
  );
}

export function handleOf(account: Named): string {
  return account.handle ?? account.account_id ?? `#${account.account}`;
}

export function nameOf(account: Named): string {
  return account.display_name ?? handleOf(account);
}
