package dev.slipway.service;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Accounts;
import dev.slipway.service.account.Sessions;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
