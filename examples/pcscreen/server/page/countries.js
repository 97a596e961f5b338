// Names of countries in the browser's language.
const names = new Intl.DisplayNames(navigator.languages, { type: "region", fallback: "code" });

export function countryName(code) {
  try {
    return code ? names.of(code) : "no country";
  } catch {
    return code; // not a code that the browser knows
  }
}
