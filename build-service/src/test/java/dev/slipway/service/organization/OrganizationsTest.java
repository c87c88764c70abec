package dev.slipway.service.organization;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.repository;
import static dev.slipway.service.Api.withToken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OrganizationsTest {

  private static final String ORGANIZATIONS = "/api/v1/organizations";

  @Inject People people;

  @Test
  void whoMakesAnOrganizationOwnsItAndMakesRepositoriesInIt() {
    Person ada = people.somebody();
    String acme = newName();

    ada.request()
        .body(Map.of("name", acme))
        .post(ORGANIZATIONS)
        .then()
        .statusCode(201)
        .header("Location", containsString(ORGANIZATIONS + "/" + acme))
        .body("role", equalTo("owner"))
        .body("personal", equalTo(false));

    ada.request()
        .body(repository(acme + "/app", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);
    ada.request()
        .get(ORGANIZATIONS)
        .then()
        .body("items.name", equalTo(Stream.of(acme, ada.name()).sorted().toList()));
    asAdmin().get(ORGANIZATIONS + "/" + acme).then().statusCode(200).body("role", nullValue());
  }

  @Test
  void othersSeeNothingOfIt() {
    String acme = organizationOf(people.somebody());
    Person stranger = people.somebody();
    String missing = newName();

    for (String suffix : List.of("", "/members")) {
      Response hidden = stranger.request().get(ORGANIZATIONS + "/" + acme + suffix);
      Response absent = stranger.request().get(ORGANIZATIONS + "/" + missing + suffix);
      assertEquals(404, hidden.statusCode());
      assertEquals(
          absent.asString().replace(missing, "X"), hidden.asString().replace(acme, "X"), suffix);
    }
    stranger.request().delete(ORGANIZATIONS + "/" + acme).then().statusCode(404);
    put(stranger, acme, stranger.name(), "owner").then().statusCode(404);
    stranger
        .request()
        .delete(ORGANIZATIONS + "/" + acme + "/members/" + stranger.name())
        .then()
        .statusCode(404);
    stranger.request().get(ORGANIZATIONS).then().body("items.name", not(hasItem(acme)));
    stranger
        .request()
        .body(repository(acme + "/app", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(404);
  }

  @Test
  void aRoleGivesWhatItSaysFromThenOn() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    String app = REPOSITORIES + "/" + acme + "/app";
    ada.request().body(repository(acme + "/app", "private")).post(REPOSITORIES);
    Person bob = people.somebody();

    put(ada, acme, bob.name(), "reader").then().statusCode(200).body("role", equalTo("reader"));
    bob.request().get(app).then().statusCode(200);
    bob.request().body(repository(acme + "/app", "public")).put(app).then().statusCode(403);
    bob.request().get(ORGANIZATIONS + "/" + acme + "/members").then().statusCode(200);
    put(bob, acme, bob.name(), "owner").then().statusCode(403);

    put(ada, acme, bob.name(), "maintainer").then().statusCode(200);
    bob.request().body(repository(acme + "/app", "private")).put(app).then().statusCode(200);
    bob.request()
        .body(repository(acme + "/more", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(403)
        .body("detail", containsString("may not make repositories in namespace"));

    put(ada, acme, bob.name(), "owner").then().statusCode(200);
    bob.request()
        .body(repository(acme + "/more", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);

    ada.request()
        .delete(ORGANIZATIONS + "/" + acme + "/members/" + bob.name())
        .then()
        .statusCode(204);
    bob.request().get(app).then().statusCode(404);
  }

  @Test
  void membersAreListedByNamePageByPage() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    Person bob = people.member(acme, "reader");
    Person eve = people.member(acme, "maintainer");
    List<String> names = Stream.of(ada, bob, eve).map(Person::name).sorted().toList();

    Response first = bob.request().get(ORGANIZATIONS + "/" + acme + "/members?limit=2");
    Response second =
        bob.request()
            .queryParam("limit", 2)
            .queryParam("cursor", first.<String>path("next"))
            .get(ORGANIZATIONS + "/" + acme + "/members");

    assertEquals(names.subList(0, 2), first.path("items.user"));
    assertEquals(names.subList(2, 3), second.path("items.user"));
    second.then().body("next", nullValue());
  }

  @Test
  void theLastOwnerStays() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    Person bob = people.member(acme, "maintainer");

    leave(ada, acme).then().statusCode(409).body("detail", containsString("the last owner"));
    put(ada, acme, ada.name(), "reader").then().statusCode(409);

    put(ada, acme, bob.name(), "owner").then().statusCode(200);
    leave(ada, acme).then().statusCode(204);
    ada.request().get(ORGANIZATIONS + "/" + acme).then().statusCode(404);
    leave(bob, acme).then().statusCode(409);
  }

  @Test
  void ofTwoOwnersWhoLeaveAtOnceOneStays() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    Person bob = people.member(acme, "owner");

    List<Integer> answers =
        Stream.of(ada, bob).parallel().map(person -> leave(person, acme).statusCode()).toList();

    assertEquals(List.of(204, 409), answers.stream().sorted().toList());
  }

  @Test
  void aReaderMayLeaveButATokenThatReadsMayNot() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    Person bob = people.member(acme, "reader");
    String path = ORGANIZATIONS + "/" + acme + "/members/" + bob.name();

    withToken(people.token(bob, "configure")).delete(path).then().statusCode(403);
    leave(bob, acme).then().statusCode(204);
  }

  @Test
  void anOrganizationGoesWhenItIsEmpty() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);
    Person bob = people.member(acme, "maintainer");
    ada.request().body(repository(acme + "/app", "private")).post(REPOSITORIES);

    bob.request().delete(ORGANIZATIONS + "/" + acme).then().statusCode(403);
    ada.request()
        .delete(ORGANIZATIONS + "/" + acme)
        .then()
        .statusCode(409)
        .body("detail", containsString("delete them first"));
    ada.request().delete(REPOSITORIES + "/" + acme + "/app").then().statusCode(204);
    ada.request().delete(ORGANIZATIONS + "/" + acme).then().statusCode(204);

    ada.request().get(ORGANIZATIONS + "/" + acme).then().statusCode(404);
    people
        .somebody()
        .request()
        .body(Map.of("name", acme))
        .post(ORGANIZATIONS)
        .then()
        .statusCode(201);
  }

  @Test
  void aPersonalNamespaceHasOneOwnerWhoMayShareIt() {
    Person ada = people.somebody();
    Person bob = people.somebody();

    ada.request()
        .get(ORGANIZATIONS + "/" + ada.name())
        .then()
        .body("personal", equalTo(true))
        .body("role", equalTo("owner"));
    put(ada, ada.name(), bob.name(), "maintainer").then().statusCode(200);
    put(ada, ada.name(), bob.name(), "owner").then().statusCode(422).body("field", equalTo("role"));
    put(ada, ada.name(), ada.name(), "reader").then().statusCode(422);
    leave(ada, ada.name()).then().statusCode(409);
    ada.request().delete(ORGANIZATIONS + "/" + ada.name()).then().statusCode(409);
    leave(bob, ada.name()).then().statusCode(204);
  }

  @Test
  void theFirstAdministratorHasANamespaceToo() {
    asAdmin()
        .get(ORGANIZATIONS + "/admin")
        .then()
        .statusCode(200)
        .body("personal", equalTo(true))
        .body("role", equalTo("owner"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a/b", "a--b", "api", "library", "new", "hooks", "users"})
  void aNameThatCantBeIsRefused(String name) {
    people
        .somebody()
        .request()
        .body(Map.of("name", name))
        .post(ORGANIZATIONS)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"));
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    Person ada = people.somebody();

    ada.request().body(Map.of("name", ada.name())).post(ORGANIZATIONS).then().statusCode(409);
    ada.request().post(ORGANIZATIONS).then().statusCode(422);
  }

  @Test
  void badMembersNameTheFieldOrAreMissing() {
    Person ada = people.somebody();
    String acme = organizationOf(ada);

    put(ada, acme, people.somebody().name(), "king")
        .then()
        .statusCode(422)
        .body("field", equalTo("role"))
        .body("detail", containsString("\"owner\", \"maintainer\" or \"reader\""));
    put(ada, acme, "nobody-has-this-name", "reader").then().statusCode(404);
    ada.request().delete(ORGANIZATIONS + "/" + acme + "/members/admin").then().statusCode(404);
  }

  @Test
  void onlyAnAdministratorMakesANamespaceByNamingItAndNotAReservedOne() {
    String fresh = newName();

    people
        .somebody()
        .request()
        .body(repository(fresh + "/app", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(404);
    asAdmin()
        .body(repository("hooks/app", "private"))
        .post(REPOSITORIES)
        .then()
        .statusCode(422)
        .body("field", equalTo("name"))
        .body("detail", containsString("reserved"));
    asAdmin().body(repository(fresh + "/app", "private")).post(REPOSITORIES).then().statusCode(201);
    asAdmin().get(ORGANIZATIONS + "/" + fresh).then().statusCode(200);
  }

  private String organizationOf(Person owner) {
    String name = newName();
    owner.request().body(Map.of("name", name)).post(ORGANIZATIONS).then().statusCode(201);
    return name;
  }

  private static Response put(Person actor, String organization, String user, String role) {
    return actor
        .request()
        .body(Map.of("role", role))
        .put(ORGANIZATIONS + "/" + organization + "/members/" + user);
  }

  private static Response leave(Person person, String organization) {
    return person
        .request()
        .delete(ORGANIZATIONS + "/" + organization + "/members/" + person.name());
  }

  private static String newName() {
    return "o" + UUID.randomUUID().toString().replace("-", "");
  }
}
