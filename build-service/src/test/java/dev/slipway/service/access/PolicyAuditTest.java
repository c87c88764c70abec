package dev.slipway.service.access;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.WORKER_TOKEN;
import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.repository;
import static dev.slipway.service.Api.withToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import dev.slipway.service.access.AuditedEndpoint.Demand;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint by every kind of actor, for private and public things: what the actor may do
 * works, what it may see but not do is 403, what it may not see is answered exactly like what isn't
 * there.
 */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class PolicyAuditTest {

  private static final Set<Demand> NOTHING = EnumSet.noneOf(Demand.class);
  private static final Set<Demand> READ =
      EnumSet.of(Demand.SEE, Demand.DETAILS, Demand.SEE_NAMESPACE, Demand.BE_SOMEBODY);
  private static final Set<Demand> BUILD = with(READ, Demand.BUILD);
  private static final Set<Demand> WORK = with(BUILD, Demand.CONFIGURE);
  private static final Set<Demand> MAKE = with(WORK, Demand.CREATE);
  private static final Set<Demand> OWN =
      with(MAKE, Demand.DELETE, Demand.MANAGE_NAMESPACE, Demand.BE_UNLIMITED);
  private static final Set<Demand> EVERYTHING = EnumSet.allOf(Demand.class);
  private static final Set<Demand> SOMEBODY = EnumSet.of(Demand.BE_SOMEBODY, Demand.BE_UNLIMITED);

  @Inject People people;

  private Person owner;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /** A kind of actor, and what it may do to private things. */
  private record Kind(Supplier<RequestSpecification> request, Set<Demand> may) {}

  @BeforeEach
  void everyKindOfActor() {
    owner = people.somebody();
    Person reader = people.member(owner.name(), "reader");
    Person maintainer = people.member(owner.name(), "maintainer");
    Person coOwner = people.member(owner.name(), "owner");
    Person stranger = people.somebody();
    Person administrator = people.administrator();
    kinds.put("anonymous", new Kind(() -> anonymously(), NOTHING));
    kinds.put("worker", new Kind(() -> withToken(WORKER_TOKEN), NOTHING));
    kinds.put("stranger", new Kind(stranger::request, SOMEBODY));
    kinds.put("reader", new Kind(reader::request, with(READ, Demand.BE_UNLIMITED)));
    kinds.put("maintainer", new Kind(maintainer::request, with(WORK, Demand.BE_UNLIMITED)));
    kinds.put("owner", new Kind(coOwner::request, OWN));
    kinds.put("administrator", new Kind(administrator::request, EVERYTHING));
    kinds.put("admin token", new Kind(() -> asAdmin(), EVERYTHING));
    addToken("owner's read token", people.token(owner, "read"), READ);
    addToken("owner's build token", people.token(owner, "build"), BUILD);
    addToken("owner's configure token", people.token(owner, "configure"), MAKE);
    addToken("owner's admin token", people.token(owner, "admin"), OWN);
    addToken(
        "owner's token for here",
        people.token(owner, "admin", owner.name()),
        without(OWN, Demand.BE_UNLIMITED));
    String elsewhere = "o" + UUID.randomUUID().toString().replace("-", "");
    owner.request().body(Map.of("name", elsewhere)).post("/api/v1/organizations");
    addToken(
        "owner's token for elsewhere",
        people.token(owner, "admin", elsewhere),
        EnumSet.of(Demand.BE_SOMEBODY));
    addToken(
        "reader's admin token", people.token(reader, "admin"), with(READ, Demand.BE_UNLIMITED));
    addToken("administrator's read token", people.token(administrator, "read"), READ);
  }

  @Test
  void everyKindOfActorIsAnsweredAsThePolicySaysAboutPrivateThings() {
    audit("private", NOTHING);
  }

  @Test
  void everyKindOfActorIsAnsweredAsThePolicySaysAboutPublicThings() {
    audit("public", EnumSet.of(Demand.SEE));
  }

  @Test
  void whatIsHiddenIsAnsweredLikeWhatIsMissingOnEveryDocumentedPath() {
    Thing hidden = thing("private");
    Thing missing = Thing.missing();
    List<String> different = new ArrayList<>();
    int tried = 0;
    for (AuditedEndpoint endpoint : AuditedEndpoint.documented()) {
      for (String kind : List.of("stranger", "anonymous", "owner's token for elsewhere")) {
        Kind actor = kinds.get(kind);
        String one = hidden.answer(endpoint, actor.request().get());
        String other = missing.answer(endpoint, actor.request().get());
        tried++;
        if (!one.equals(other)) {
          different.add(endpoint + " by " + kind + ": " + one + " and " + other);
        }
      }
    }

    assertTrue(tried > 60, "only " + tried + " were tried");
    assertEquals(List.of(), different);
  }

  @Test
  void aBadgeTellsNobodyOfAPrivateRepository() {
    Thing hidden = thing("private");
    for (Kind kind : kinds.values()) {
      Response shown = kind.request().get().get("/badges/" + hidden.repository() + ".svg");
      Response absent = kind.request().get().get("/badges/" + owner.name() + "/none.svg");
      assertEquals(200, shown.statusCode());
      assertEquals(absent.asString(), shown.asString());
    }
  }

  private void audit(String visibility, Set<Demand> open) {
    Thing thing = thing(visibility);
    Thing missing = Thing.missing();
    List<String> wrong = new ArrayList<>();
    for (AuditedEndpoint endpoint : AuditedEndpoint.known()) {
      kinds.forEach(
          (name, kind) -> {
            String expected = expected(name, kind, endpoint, open);
            boolean gone = endpoint.destroys() && expected.equals("works");
            Thing target = gone ? thing(visibility) : thing;
            Response answer = target.send(endpoint, kind.request().get());
            if (!matches(expected, answer.statusCode())) {
              wrong.add(
                  endpoint + " by " + name + ": " + answer.statusCode() + ", not " + expected);
            } else if (expected.equals("404")
                && !target.told(answer).equals(missing.answer(endpoint, kind.request().get()))) {
              wrong.add(endpoint + " by " + name + " is told from a missing one");
            }
          });
    }

    assertEquals(List.of(), wrong);
  }

  private static String expected(
      String name, Kind kind, AuditedEndpoint endpoint, Set<Demand> open) {
    boolean reading = endpoint.method().equals("GET");
    if (name.equals("worker")) {
      return "403";
    }
    if (name.equals("anonymous")) {
      return reading && open.contains(endpoint.demand()) ? "works" : "401";
    }
    if (kind.may().contains(endpoint.demand()) || open.contains(endpoint.demand())) {
      return "works";
    }
    Demand sight = endpoint.demand().sight();
    boolean seen = sight == null || kind.may().contains(sight) || open.contains(sight);
    return seen ? "403" : "404";
  }

  private static boolean matches(String expected, int status) {
    return expected.equals("works")
        ? status != 401 && status != 403 && status != 404 && status < 500
        : expected.equals(String.valueOf(status));
  }

  /** A repository of the owner's with a build that is over, so that its log stream ends. */
  private Thing thing(String visibility) {
    String name = owner.name() + "/r" + UUID.randomUUID().toString().replace("-", "");
    owner.request().body(repository(name, visibility)).post(REPOSITORIES).then().statusCode(201);
    String build =
        owner
            .request()
            .body(Map.of("type", "branch", "ref", "main"))
            .post(REPOSITORIES + "/" + name + "/builds")
            .then()
            .statusCode(201)
            .extract()
            .path("items[0].id");
    owner.request().post("/api/v1/builds/" + build + "/cancel").then().statusCode(200);
    return new Thing(owner.name(), name, build);
  }

  private void addToken(String name, String token, Set<Demand> may) {
    kinds.put(name, new Kind(() -> withToken(token), may));
  }

  private static Set<Demand> with(Set<Demand> fewer, Demand... more) {
    Set<Demand> all = EnumSet.copyOf(fewer);
    all.addAll(List.of(more));
    return all;
  }

  private static Set<Demand> without(Set<Demand> more, Demand one) {
    Set<Demand> all = EnumSet.copyOf(more);
    all.remove(one);
    return all;
  }

  /** What an endpoint is asked about. */
  private record Thing(String namespace, String repository, String build) {

    static Thing missing() {
      String random = UUID.randomUUID().toString().replace("-", "");
      return new Thing("n" + random, "n" + random + "/r", UUID.randomUUID().toString());
    }

    Response send(AuditedEndpoint endpoint, RequestSpecification request) {
      RequestSpecification prepared = request.contentType(endpoint.contentType());
      if (endpoint.body() != null) {
        prepared.body(filled(endpoint.body()));
      }
      return prepared.request(endpoint.method(), filled(endpoint.path()));
    }

    String answer(AuditedEndpoint endpoint, RequestSpecification request) {
      return told(send(endpoint, request));
    }

    /** Status, type and body, without the names that were asked for. */
    String told(Response answer) {
      return (answer.statusCode() + " " + answer.contentType() + " " + answer.asString())
          .replace(repository, "{repository}")
          .replace(build, "{build}")
          .replace(namespace, "{namespace}");
    }

    private String filled(String template) {
      return template
          .replace("{repository}", repository)
          .replace("{build}", build)
          .replace("{namespace}", namespace)
          .replace("{new}", "n" + UUID.randomUUID().toString().replace("-", ""));
    }
  }
}
