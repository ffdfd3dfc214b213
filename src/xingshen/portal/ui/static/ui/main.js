// Starts every small module; each does nothing where the page has nothing for it. Pages work without all of this.
import { startClocks } from "./clock.js";
import { startConfirms } from "./confirm.js";
import { startMenus } from "./menus.js";
import { startMessages } from "./messages.js";
import { startSession } from "./session.js";
import { startUnsavedGuard } from "./unsaved.js";

startClocks();
startConfirms();
startMenus();
startMessages();
startSession();
startUnsavedGuard();
