package dev.slipway.service.access;

import static dev.slipway.service.Api.asAdmin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint in the audit of the policy.
 *
 * @param method the HTTP method
 * @param path with {@code {repository}}, {@code {build}}, {@code {namespace}}
 * @param demand what it takes
 * @param contentType of the body
 * @param body null without one
 */
record AuditedEndpoint(
    String method, String path, Demand demand, String contentType, @Nullable String body) {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String REPOSITORY = "/api/v1/repositories/{repository}";
  private static final String BUILD = "/api/v1/builds/{build}";
  private static final String PAGE = "/repositories/{repository}";
  private static final String REF = "{\"type\":\"branch\",\"ref\":\"main\"}";
  private static final String RULE = "{\"type\":\"branch\",\"name\":\"main\",\"tag\":\"latest\"}";
  private static final String SOURCE =
      "\"source\":{\"provider\":\"github\",\"cloneUrl\":\"https://git.example.com/a/b.git\"}";
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** What an endpoint takes. */
  enum Demand {
    SEE,
    DETAILS,
    BUILD,
    CONFIGURE,
    DELETE,
    SEE_NAMESPACE,
    CREATE,
    MANAGE_NAMESPACE,
    BE_SOMEBODY,
    BE_UNLIMITED,
    ADMINISTER;

    /** What it takes to be told that one may not; null when everybody is. */
    @Nullable Demand sight() {
      return switch (this) {
        case SEE, DETAILS, BUILD, CONFIGURE, DELETE -> SEE;
        case SEE_NAMESPACE, CREATE, MANAGE_NAMESPACE -> SEE_NAMESPACE;
        case BE_SOMEBODY, BE_UNLIMITED, ADMINISTER -> null;
      };
    }
  }

  /** The endpoints whose demands are written down here. */
  static List<AuditedEndpoint> known() {
    return List.of(
        get(REPOSITORY, Demand.SEE),
        get(REPOSITORY + "/builds", Demand.SEE),
        get(BUILD, Demand.SEE),
        get(PAGE, Demand.SEE),
        get(PAGE + "/builds/{build}", Demand.SEE),
        get(REPOSITORY + "/rules", Demand.DETAILS),
        get(REPOSITORY + "/rules/preview?type=branch&ref=main", Demand.DETAILS),
        get(REPOSITORY + "/deliveries", Demand.DETAILS),
        get(BUILD + "/log", Demand.DETAILS),
        get(BUILD + "/log/stream", Demand.DETAILS),
        json("POST", REPOSITORY + "/builds", Demand.BUILD, REF),
        json("POST", BUILD + "/cancel", Demand.BUILD, null),
        json("POST", BUILD + "/retry", Demand.BUILD, null),
        form(PAGE + "/builds", Demand.BUILD, "type=branch&ref=main"),
        form(PAGE + "/builds/{build}/cancel", Demand.BUILD, null),
        form(PAGE + "/builds/{build}/retry", Demand.BUILD, null),
        json("POST", REPOSITORY + "/rules", Demand.CONFIGURE, RULE),
        json("PUT", REPOSITORY + "/rules", Demand.CONFIGURE, "[" + RULE + "]"),
        json("PUT", REPOSITORY, Demand.CONFIGURE, "{\"visibility\":\"sideways\"," + SOURCE + "}"),
        json("POST", REPOSITORY + "/hook/regenerate", Demand.CONFIGURE, null),
        form(PAGE + "/hook/regenerate", Demand.CONFIGURE, null),
        json("DELETE", REPOSITORY, Demand.DELETE, null),
        json(
            "POST",
            "/api/v1/repositories",
            Demand.CREATE,
            "{\"name\":\"{namespace}/{new}\"," + SOURCE + "}"),
        get("/api/v1/organizations/{namespace}", Demand.SEE_NAMESPACE),
        get("/api/v1/organizations/{namespace}/members", Demand.SEE_NAMESPACE),
        json(
            "PUT",
            "/api/v1/organizations/{namespace}/members/admin",
            Demand.MANAGE_NAMESPACE,
            "{\"role\":\"reader\"}"),
        json("DELETE", "/api/v1/organizations/{namespace}", Demand.MANAGE_NAMESPACE, null),
        get("/api/v1/user", Demand.BE_SOMEBODY),
        get("/api/v1/repositories", Demand.BE_SOMEBODY),
        get("/api/v1/organizations", Demand.BE_SOMEBODY),
        get("/api/v1/user/tokens", Demand.BE_UNLIMITED),
        json("POST", "/api/v1/user/tokens", Demand.BE_UNLIMITED, "{}"),
        json("PATCH", "/api/v1/user", Demand.BE_UNLIMITED, "{}"),
        json("POST", "/api/v1/organizations", Demand.BE_UNLIMITED, "{}"),
        get("/api/v1/users", Demand.ADMINISTER),
        get("/api/v1/users/admin", Demand.ADMINISTER),
        json("POST", "/api/v1/users", Demand.ADMINISTER, "{}"),
        json("PATCH", "/api/v1/users/admin", Demand.ADMINISTER, "{}"),
        json("POST", "/api/v1/users/admin/sign-in-link", Demand.ADMINISTER, null));
  }

  /** All endpoints of OpenAPI that are about something of a namespace, whatever they demand. */
  static List<AuditedEndpoint> documented() {
    Map<String, Map<String, Object>> paths =
        asAdmin().accept("application/json").get("/q/openapi?format=json").path("paths");
    List<AuditedEndpoint> endpoints = new ArrayList<>();
    paths.forEach(
        (template, operations) -> {
          String path = named(template);
          if (path.contains("{")) {
            operations.keySet().stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .filter(METHODS::contains)
                .forEach(
                    method ->
                        endpoints.add(
                            json(method, path, Demand.SEE, method.equals("GET") ? null : "{}")));
          }
        });
    return endpoints;
  }

  private static String named(String template) {
    String path =
        template
            .replace("{namespace}/{name}", "<repository>")
            .replaceFirst("^/api/v1/builds/\\{id}", "/api/v1/builds/<build>")
            .replaceAll("\\{(?:namespace|organization)}", "<namespace>")
            .replaceAll("\\{[^}]*}", "00000000-0000-0000-0000-000000000000");
    return path.replace('<', '{').replace('>', '}');
  }

  /** Whether it takes away what it is about. */
  boolean destroys() {
    return demand == Demand.DELETE;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  private static AuditedEndpoint get(String path, Demand demand) {
    return new AuditedEndpoint("GET", path, demand, JSON, null);
  }

  private static AuditedEndpoint json(
      String method, String path, Demand demand, @Nullable String body) {
    return new AuditedEndpoint(method, path, demand, JSON, body);
  }

  private static AuditedEndpoint form(String path, Demand demand, @Nullable String body) {
    return new AuditedEndpoint("POST", path, demand, FORM, body);
  }
}
