// The set-up page's texts. `{0}`, `{1}` … are the elements that setup.html has inside a text; its own English, there for
// who has no JavaScript, is held to this one by a test.

import { words } from "../../words";

export const t = words({
  en: {
    title: "Set up Eyeline",
    version: "version {version}",
    heading: "Three steps, and you see it while you browse",
    lead: "Eyeline marks the profile pictures that sit exactly where a face generator puts a face. It reads what the page already shows and measures it here: nothing leaves this computer.",
    inWindow:
      "This is Eyeline’s own window, and an extension cannot live in it. Do the three steps in the browser you browse with.",
    openInBrowser: "Open this page in your browser",
    browser: "Your browser",

    find: "Find the extension",
    folder: "It is ready on this computer, in this folder:",
    file: "It is ready on this computer. Firefox wants this file:",
    copy: "Copy",
    copied: "Copied",
    copyByHand: "Now press Ctrl+C",
    notBuilt: "not built yet",
    buildIt: "The extension is not built: run python3 scripts/start.py, then reload this page.",

    load: "Load it",
    chromePage: "Open a new tab, type {0} and press Enter ({1}, {2}).",
    chromeDeveloper: "Switch on {0}, in the top right corner (in Edge: on the left).",
    developerMode: "Developer mode",
    chromeLoad: "Press {0} and choose the folder from step 1.",
    loadUnpacked: "Load unpacked",
    firefoxPage: "Open a new tab, type {0} and press Enter.",
    firefoxLoad: "Press {0} and choose the file {1} from step 1.",
    loadTemporary: "Load Temporary Add-on…",
    comeBack: "Come back to this tab.",
    temporary:
      "Firefox forgets a temporary add-on when it closes: load it again after each restart, and pair it again. What was recorded stays.",
    looking: "Looking for the extension in this browser…",
    notHere: "Not in this browser yet. This page notices when it is.",
    here: "The extension is here.",
    hereVersion: "The extension is here, version {version}.",

    pairHeading: "Pair this browser",
    pairWords:
      "Pairing gives the extension in this browser a key of its own to the companion. It can be taken back at any time.",
    pair: "Pair this browser",
    pairAgain: "Pair again",
    showCode: "Show a pairing code",
    asking: "Asking the extension…",
    paired: "This browser is paired.",
    oneStepLeft: "This browser is paired. One step is left: say what Eyeline may read, on its welcome page.",
    welcome: "Open the welcome page",
    codeInWindow: "In the browser, click Eyeline’s icon and type this code:",
    codeAlone:
      "The extension did not answer on this page. If it is loaded, click its icon and type this code:",
    codeLate: "The extension has not answered. Click its icon and type this code:",
    codeLeft: "It works for {left} more.",
    codeOver: "This code has run out. Press the button for a new one.",
    gone: "The companion does not answer. Start it again, then reload this page.",
    unread: "The companion’s answer could not be read. Reload this page.",

    demoHeading: "Then try it on the demo",
    demoWords:
      "A made-up social site on this computer, with a friend list of 60. Badges appear beside the names as their pictures are measured.",
    demo: "Try it on the demo",
    openHeading: "Look into what was seen",
    openWords: "Accounts, their evidence, and how they hang together, in Eyeline’s window.",
    open: "Open Eyeline",
    notVerdict:
      "A badge says how a picture is {0}, and how rare that is. It does not say who or what is behind an account.",
    aligned: "aligned",
  },
  es: {
    title: "Preparar Eyeline",
    version: "versión {version}",
    heading: "Tres pasos, y lo verá mientras navega",
    lead: "Eyeline marca las fotos de perfil cuya cara está justo donde la pone un generador de caras. Lee lo que la página ya muestra y lo mide aquí: nada sale de este equipo.",
    inWindow:
      "Esta es la ventana de Eyeline, y en ella no cabe una extensión. Dé los tres pasos en el navegador con el que navega.",
    openInBrowser: "Abrir esta página en el navegador",
    browser: "Su navegador",

    find: "Encuentre la extensión",
    folder: "Está lista en este equipo, en esta carpeta:",
    file: "Está lista en este equipo. Firefox pide este archivo:",
    copy: "Copiar",
    copied: "Copiado",
    copyByHand: "Pulse ahora Ctrl+C",
    notBuilt: "aún sin construir",
    buildIt: "La extensión no está construida: ejecute python3 scripts/start.py y recargue esta página.",

    load: "Cárguela",
    chromePage: "Abra una pestaña nueva, escriba {0} y pulse Intro ({1}, {2}).",
    chromeDeveloper: "Active el {0}, arriba a la derecha (en Edge, a la izquierda).",
    developerMode: "Modo de desarrollador",
    chromeLoad: "Pulse {0} y elija la carpeta del paso 1.",
    loadUnpacked: "Cargar descomprimida",
    firefoxPage: "Abra una pestaña nueva, escriba {0} y pulse Intro.",
    firefoxLoad: "Pulse {0} y elija el archivo {1} del paso 1.",
    loadTemporary: "Cargar complemento temporal…",
    comeBack: "Vuelva a esta pestaña.",
    temporary:
      "Firefox olvida un complemento temporal al cerrarse: cárguelo de nuevo tras cada reinicio, y emparéjelo de nuevo. Lo grabado queda.",
    looking: "Buscando la extensión en este navegador…",
    notHere: "Aún no está en este navegador. Esta página lo notará cuando esté.",
    here: "La extensión está aquí.",
    hereVersion: "La extensión está aquí, versión {version}.",

    pairHeading: "Empareje este navegador",
    pairWords:
      "Al emparejarlo, la extensión de este navegador recibe una clave propia para el acompañante. Se puede retirar en cualquier momento.",
    pair: "Emparejar este navegador",
    pairAgain: "Emparejar de nuevo",
    showCode: "Mostrar un código para emparejar",
    asking: "Preguntando a la extensión…",
    paired: "Este navegador está emparejado.",
    oneStepLeft:
      "Este navegador está emparejado. Falta un paso: decir qué puede leer Eyeline, en su página de bienvenida.",
    welcome: "Abrir la página de bienvenida",
    codeInWindow: "En el navegador, pulse el icono de Eyeline y escriba este código:",
    codeAlone:
      "La extensión no respondió en esta página. Si está cargada, pulse su icono y escriba este código:",
    codeLate: "La extensión no ha respondido. Pulse su icono y escriba este código:",
    codeLeft: "Sirve {left} más.",
    codeOver: "Este código ha caducado. Pulse el botón para pedir otro.",
    gone: "El acompañante no responde. Inícielo de nuevo y recargue esta página.",
    unread: "No se pudo leer la respuesta del acompañante. Recargue esta página.",

    demoHeading: "Después, pruébelo en la demostración",
    demoWords:
      "Un sitio social inventado en este equipo, con una lista de 60 amistades. Las marcas aparecen junto a los nombres a medida que se miden sus imágenes.",
    demo: "Probarlo en la demostración",
    openHeading: "Mire lo que se vio",
    openWords: "Las cuentas, sus indicios y cómo se relacionan, en la ventana de Eyeline.",
    open: "Abrir Eyeline",
    notVerdict:
      "Una marca dice cómo está {0} una imagen, y cuán raro es eso. No dice quién o qué hay detrás de una cuenta.",
    aligned: "alineada",
  },
});
