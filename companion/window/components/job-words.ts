// The texts of long work. Each kind that the companion starts has its own, by its name.

import { words } from "../words";

export const t = words({
  en: {
    title: "Long work",
    analysis: "Analysis {title}",
    graph: "Graph",
    communities: "Finding communities",
    sheet: "Picture {title}",
    export: "Export {title}",
    import: "Import {title}",
    report: "Report {title}",
    merge: "Merging {title}",
    backup: "Backup",
    count: "Counting what would be deleted",
    forget: "Deleting",
    cancel: "Cancel",
    save: "Save {file}",
    failed: "failed",
    waiting: "waiting",
  },
  es: {
    title: "Trabajo en curso",
    analysis: "Análisis {title}",
    graph: "Grafo",
    communities: "Búsqueda de comunidades",
    sheet: "Imagen {title}",
    export: "Exportación {title}",
    import: "Importación {title}",
    report: "Informe {title}",
    merge: "Fusión {title}",
    backup: "Copia de seguridad",
    count: "Recuento de lo que se borraría",
    forget: "Borrado",
    cancel: "Cancelar",
    save: "Guardar {file}",
    failed: "falló",
    waiting: "en espera",
  },
});
