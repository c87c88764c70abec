package dev.slipway.service.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * An error as the API tells it: RFC 9457 problem details, with the field at fault where there is
 * one.
 *
 * @param type always {@code about:blank}: the status says it all
 * @param title the status's own phrase
 * @param status the HTTP status
 * @param detail what happened and what to do, for people
 * @param field the JSON path or parameter at fault, such as {@code rules[0].tag}
 * @param position the character at fault in the field's text, counted from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable Integer position) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem that no single field causes. */
  public static Problem of(int status, String detail) {
    return of(status, detail, null, null);
  }

  /** A problem of one field. */
  public static Problem of(
      int status, String detail, @Nullable String field, @Nullable Integer position) {
    return new Problem("about:blank", title(status), status, detail, field, position);
  }

  private static String title(int status) {
    if (status == 422) {
      return "Unprocessable Content"; // RFC 9110, section 15.5.21; JAX-RS doesn't have it
    }
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }

  /** The answer that carries it. */
  public Response toResponse() {
    return Response.status(status)
        .type(MediaType.valueOf(MEDIA_TYPE))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(this)
        .build();
  }
}
