package dev.slipway.service;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Accounts;
import dev.slipway.service.account.Sessions;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** People of tests: each with an account and a session of its own. */
@ApplicationScoped
public class People {

  private final Accounts accounts;
  private final Sessions sessions;
  private final DataSource database;

  People(Accounts accounts, Sessions sessions, DataSource database) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.database = database;
  }

  /** Somebody with an account and no more rights than that gives. */
  public record Person(Actor.User user, String session) {

    /** A request of theirs. */
    public RequestSpecification request() {
      return Api.withSession(session);
    }

    public String name() {
      return user.name();
    }
  }

  /** Somebody new. */
  public Person somebody() {
    Actor.User user = accounts.create("u" + UUID.randomUUID().toString().replace("-", ""), false);
    return new Person(user, sessions.open(user));
  }

  /** Somebody new who may do everything. */
  public Person administrator() {
    Actor.User first = accounts.administrator();
    Actor.User user = accounts.create("adm" + UUID.randomUUID().toString().replace("-", ""), true);
    if (first.id().equals(user.id())) {
      throw new IllegalStateException("there was no administrator before");
    }
    return new Person(user, sessions.open(user));
  }

  /** A personal access token of somebody. */
  public String token(Person owner, String scope) {
    return owner
        .request()
        .body(Map.of("name", "t" + UUID.randomUUID(), "scope", scope))
        .post("/api/v1/user/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /** As above, for one namespace. */
  public String token(Person owner, String scope, String namespace) {
    return owner
        .request()
        .body(Map.of("name", "t" + UUID.randomUUID(), "scope", scope, "namespace", namespace))
        .post("/api/v1/user/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /** Somebody new with a role in a namespace that is there. */
  public Person member(String namespace, String role) {
    Person person = somebody();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into namespace_member (namespace, user_id, role) values (?, ?, ?)")) {
      insert.setString(1, namespace);
      insert.setObject(2, person.user().id());
      insert.setString(3, role);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the role was not given", e);
    }
    return person;
  }
}
