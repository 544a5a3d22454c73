package io.tlsmgm.mi;

import com.google.gson.JsonElement;

/** Something that can be called. */
@FunctionalInterface
interface RpcMethod {
  /**
   * The result of a call.
   *
   * @param params by name
   * @throws RpcException when the call is answered with an error
   */
  JsonElement call(RpcParams params) throws RpcException;
}
