import { t } from "./texts.js";

/** formOf is a file, and how it is read, as the service takes them. */
export function formOf({ file, mapping, sheet }) {
  const form = new FormData();
  for (const [field, column] of Object.entries(mapping)) form.append("map", `${field}=${column}`);
  if (sheet) form.append("sheet", sheet);
  form.append("file", file);
  return form;
}

/** told is what the service says of a file that it cannot read, in the language of the page where there is a text. */
export const told = ({ detail, reason }) => reason ? t(`file.${reason}`) : detail;
