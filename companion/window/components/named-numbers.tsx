// A table of a few numbers, each with its name.

export function NamedNumbers({ rows, kind = "" }: { rows: readonly [string, string][]; kind?: string }) {
  return (
    <table class={kind}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td class="number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
