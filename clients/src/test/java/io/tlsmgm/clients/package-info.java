@org.jspecify.annotations.NullMarked
package io.tlsmgm.clients;
