// Names of countries in the browser's language, or else as the page came.
const names = new Intl.DisplayNames(navigator.languages, { type: "region", fallback: "none" });
const given = new Map([...document.querySelectorAll("#country option")].map(({ value, text }) => [value, text]));

export function countryName(code) {
  if (!code || !given.has(code)) return "no country code";
  return names.of(code) ?? given.get(code);
}

/** whyUndecided says why nobody can judge a customer. */
export function whyUndecided({ given }) {
  return given ? "What is given as the country is no country code, such as AM for Armenia." : "No country is given.";
}
