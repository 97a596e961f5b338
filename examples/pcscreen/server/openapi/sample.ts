import type { components, paths } from "./api";

type Customer = components["schemas"]["Customer"];
type Verdict = paths["/v1/screen"]["post"]["responses"]["200"]["content"]["application/json"];

const customer: Customer = {
  id: null,
  companyProfile: { domain: "nevatrade.onmicrosoft.com", organizationRegistrationNumber: "7707083893" },
  billingProfile: {
    email: "office@neva.example", culture: "ru-RU", language: "ru", companyName: "Neva Trade",
    defaultAddress: { country: "RU", city: "Moscow", postalCode: "101000", addressLine1: "Tverskaya 1", firstName: "Anna", middleName: null, lastName: "Ivanova", phoneNumber: "+7 495 555 0100" },
  },
  relationshipToPartner: "reseller",
};
export const codes = (verdict: Verdict): number[] => verdict.violations.map((violation) => violation.code);
export default customer;
