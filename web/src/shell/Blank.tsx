/** What stands while the first page is on its way: nothing that would jump. */
export function Blank() {
  return <div className="gd-blank" />;
}
