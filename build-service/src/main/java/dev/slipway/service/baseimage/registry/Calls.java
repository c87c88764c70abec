package dev.slipway.service.baseimage.registry;

import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import java.io.IOException;

/** The HTTP that registries are asked over. */
@FunctionalInterface
interface Calls {

  /**
   * @throws IOException when there is no whole answer; the message is for people
   */
  Answer send(Request request, Trust trust) throws IOException;
}
