/**
 * The part of JSON Schema of which a form can be made, read into fields. What is beyond it (`oneOf`, patterns of keys …) becomes a field that
 * takes JSON as it is: nothing a schema allows is out of reach. Nothing is judged here: the server holds parameters against the schema.
 */
type Raw = Readonly<Record<string, unknown>>;

interface Common { label: string; help: string; required: boolean; initial: unknown }
export type Field = Common & (
  | { kind: "text"; form: "line" | "lines" | "date" | "time" | "secret"; longest: number | undefined }
  | { kind: "number"; whole: boolean; least: number | undefined; most: number | undefined }
  | { kind: "yesNo" }
  | { kind: "choice"; options: readonly Option[] }
  | { kind: "choices"; options: readonly Option[] }
  | { kind: "list"; item: Field }
  | { kind: "group"; fields: readonly { name: string; field: Field }[] }
  | { kind: "fixed"; value: unknown }
  | { kind: "json" }
);
/** Something to choose, under a name that a list of choices can hold. */
export interface Option { name: string; value: unknown }

const DEEPEST = 8;
const LONG = 200;
const isRaw = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** What a reference into the same schema means, without going in circles. */
function resolved(schema: Raw, root: Raw, depth = 0): Raw {
  const ref = schema["$ref"];
  if (typeof ref !== "string" || depth > DEEPEST) return schema;
  if (!ref.startsWith("#")) return schema;
  let found: unknown = root;
  for (const part of ref.slice(1).split("/").filter(Boolean)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    found = isRaw(found) ? found[key] : Array.isArray(found) ? (found as unknown[])[Number(key)] : undefined;
  }
  if (!isRaw(found)) return schema;
  return { ...resolved(found, root, depth + 1), ...without(schema, "$ref") };
}

/** All but one of the members. */
const without = (raw: Raw, name: string): Raw => Object.fromEntries(Object.entries(raw).filter(([known]) => known !== name));

/** The one type that it has beside null; none where there are several. */
function typeOf(schema: Raw): string | undefined {
  const type = schema["type"];
  const types = (Array.isArray(type) ? (type as unknown[]) : [type]).filter((one) => one !== "null");
  if (types.length === 1 && typeof types[0] === "string") return types[0];
  return types[0] === undefined && isRaw(schema["properties"]) ? "object" : undefined;
}

const named = (value: unknown): Option => ({ name: typeof value === "string" ? value : JSON.stringify(value), value });

function options(schema: Raw): readonly Option[] | undefined {
  if (Array.isArray(schema["enum"])) return (schema["enum"] as unknown[]).map(named);
  const one = schema["oneOf"] ?? schema["anyOf"];
  if (!Array.isArray(one) || !one.every((each) => isRaw(each) && "const" in each)) return undefined;
  return (one as Raw[]).map((each) => ({ ...named(each["const"]), ...(text(each["title"]) !== "" && { name: text(each["title"]) }) }));
}

const forms: Readonly<Record<string, "date" | "time" | "secret">> = { date: "date", "date-time": "time", password: "secret" };
const beyond = ["oneOf", "anyOf", "allOf", "if", "not", "$ref", "patternProperties", "prefixItems"];

function shape(schema: Raw, root: Raw, depth: number): Field extends infer F ? F extends Common ? Omit<F, keyof Common> : never : never {
  if ("const" in schema) return { kind: "fixed", value: schema["const"] };
  const choice = options(schema);
  if (choice !== undefined) return { kind: "choice", options: choice };
  if (depth > DEEPEST || beyond.some((word) => word in schema)) return { kind: "json" };
  switch (typeOf(schema)) {
    case "string": {
      const longest = number(schema["maxLength"]);
      const form = forms[text(schema["format"])] ?? ((longest ?? 0) > LONG || schema["format"] === "textarea" ? "lines" : "line");
      return { kind: "text", form, longest };
    }
    case "integer": return { kind: "number", whole: true, least: number(schema["minimum"]), most: number(schema["maximum"]) };
    case "number": return { kind: "number", whole: false, least: number(schema["minimum"]), most: number(schema["maximum"]) };
    case "boolean": return { kind: "yesNo" };
    case "array": {
      if (!isRaw(schema["items"])) return { kind: "json" };
      const item = fieldOf(schema["items"], root, "", true, depth + 1);
      return item.kind === "choice" && schema["uniqueItems"] === true ? { kind: "choices", options: item.options } : { kind: "list", item };
    }
    case "object": {
      if (!isRaw(schema["properties"])) return { kind: "json" };
      const needed = Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : [];
      const fields = Object.entries(schema["properties"]).map(([name, one]) => ({ name, field: fieldOf(one, root, name, needed.includes(name), depth + 1) }));
      // The server keeps no order of properties: what has to be given comes first, in the order in which it is said to be needed.
      const place = (name: string) => (needed.includes(name) ? needed.indexOf(name) : needed.length);
      return { kind: "group", fields: fields.sort((a, b) => place(a.name) - place(b.name)) };
    }
    default: return { kind: "json" };
  }
}

function fieldOf(value: unknown, root: Raw, name: string, required: boolean, depth: number): Field {
  const schema = isRaw(value) ? resolved(value, root) : {};
  return { label: text(schema["title"]) || name, help: text(schema["description"]), required, initial: schema["default"], ...shape(schema, root, depth) };
}

/** The fields of the parameters that a schema describes; `undefined` where a form would say nothing that JSON does not. */
export function readSchema(schema: unknown): Extract<Field, { kind: "group" }> | undefined {
  if (!isRaw(schema)) return undefined;
  const field = fieldOf(schema, schema, "", true, 0);
  return field.kind === "group" && field.fields.length > 0 ? field : undefined;
}

/** What a field holds before anybody wrote: its default, and what can be nothing else. */
export function initialOf(field: Field): unknown {
  if (field.initial !== undefined) return field.initial;
  if (field.kind === "fixed") return field.value;
  if (field.kind !== "group") return undefined;
  const known = field.fields.map(({ name, field: one }) => [name, initialOf(one)] as const).filter(([, value]) => value !== undefined);
  return known.length > 0 || field.required ? Object.fromEntries(known) : undefined;
}

/** A group with one value changed; `undefined` takes it away. */
export function withValue(group: unknown, name: string, value: unknown): Record<string, unknown> {
  const rest = without(isRaw(group) ? group : {}, name);
  if (value === undefined) return rest;
  return isRaw(group) && name in group ? { ...group, [name]: value } : { ...rest, [name]: value };
}

/** What stands in a group under a name. */
export function valueAt(group: unknown, name: string): unknown {
  return isRaw(group) ? group[name] : undefined;
}

/** What the server says of a place (`params.list[2].name`, `params/list/2/name`), by the place as this form names it: `list.2.name`. */
export function errorsByPlace(details: Readonly<Record<string, string>>, root = "params"): Record<string, string> {
  return Object.fromEntries(Object.entries(details).map(([field, why]) => {
    const parts = field.split(/[./[\]]+/).filter(Boolean);
    return [(parts[0] === root ? parts.slice(1) : parts).join("."), why];
  }));
}
