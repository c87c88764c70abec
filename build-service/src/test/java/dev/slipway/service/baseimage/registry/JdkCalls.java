package dev.slipway.service.baseimage.registry;

import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import dev.slipway.service.outbound.OutboundHttp.Trust;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls over the JDK's client, noted, so that tests need no container. */
final class JdkCalls implements Calls {

  private final HttpClient http = HttpClient.newHttpClient();

  /** Method and URL of each call, with the scheme of its authorization. */
  final List<String> sent = new ArrayList<>();

  @Override
  public Answer send(Request request, Trust trust) throws IOException {
    String authorization = request.headers().getOrDefault("Authorization", "-").split(" ", 2)[0];
    sent.add(request.method() + " " + request.url() + " " + authorization);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url())
            .timeout(Duration.ofSeconds(20))
            .method(request.method(), HttpRequest.BodyPublishers.noBody());
    request.headers().forEach(builder::header);
    try {
      HttpResponse<byte[]> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> headers = new LinkedHashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
