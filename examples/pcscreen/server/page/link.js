// What is chosen on the page stands in its address, so that it can be kept and
// sent: the policy, the language, the country of the form and the audit's
// filters. What is typed is a customer's and does not.
export const read = () => Object.fromEntries(new URLSearchParams(location.search));

export function keep(chosen) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(chosen)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}
