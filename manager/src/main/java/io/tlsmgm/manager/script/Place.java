package io.tlsmgm.manager.script;

/**
 * Where something stands in a script.
 *
 * @param location {@code FILE:LINE}
 * @param order grows along the text, through included files too
 */
record Place(String location, int order) {}
