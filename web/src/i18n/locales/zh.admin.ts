/** The texts of administration, which few readers open: they come with its first page. */
import admin from "./zh/admin.json";

export default { admin };
