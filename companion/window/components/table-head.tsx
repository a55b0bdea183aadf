// The head of a table: what each column is called.

/** A column's name; of a column of numbers, with what explains it; or one that is only read out. */
export type Column = string | { number: string; title?: string } | { readOut: string };

export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column, index) => (
          <Head key={index} column={column} />
        ))}
      </tr>
    </thead>
  );
}

function Head({ column }: { column: Column }) {
  if (typeof column === "string") return <th scope="col">{column}</th>;
  if ("number" in column) {
    return (
      <th scope="col" class="number" title={column.title}>
        {column.number}
      </th>
    );
  }
  return (
    <th scope="col">
      <span class="said">{column.readOut}</span>
    </th>
  );
}
