package dev.slipway.service.build;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.delivery.RecordDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Repositories with rules, pushes to them, and looks into the database, for tests. */
@ApplicationScoped
public class World {

  private static final AtomicInteger NAMES = new AtomicInteger();

  @Inject DataSource database;
  @Inject RecordDelivery recordDelivery;

  /**
   * A repository in the database.
   *
   * @param id its id
   * @param name {@code namespace/name}
   * @param rules its rules' ids
   */
  public record Made(UUID id, String name, List<UUID> rules) {}

  /** A new repository whose rules all build branch main and every tag called v1. */
  public Made repository(int rules) {
    UUID id = UUID.randomUUID();
    String name = "project-" + NAMES.incrementAndGet();
    run("insert into namespace (name, created_at) values ('acme', now()) on conflict do nothing");
    run(
        "insert into repository (id, namespace, name, visibility, provider, clone_url, created_at,"
            + " updated_at) values (?, 'acme', ?, 'private', 'git', ?, now(), now())",
        id,
        name,
        "https://git.example.com/acme/" + name + ".git");
    run(
        "insert into webhook (hook_id, repository_id, secret_sealed, created_at)"
            + " values (?, ?, 'unused', now())",
        "hook-" + id,
        id);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      UUID rule = UUID.randomUUID();
      ids.add(rule);
      run(
          "insert into build_rule (id, repository_id, position, type, name, dockerfile, tag, active)"
              + " values (?, ?, ?, 'branch', 'main', '/', ?, true)",
          rule,
          id,
          i,
          "tag" + i);
    }
    return new Made(id, "acme/" + name, List.copyOf(ids));
  }

  /** Takes a push to branch main, as the consumer does. */
  public void push(Made repository, String deliveryId, @Nullable String before, String commit) {
    recordDelivery.record(delivery(repository, deliveryId, RefType.BRANCH, before, commit));
  }

  /** A delivery that every rule of the repository matches. */
  public DeliveryRecorded delivery(
      Made repository, String deliveryId, RefType type, @Nullable String before, String commit) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < repository.rules().size(); i++) {
      String rule = repository.rules().get(i).toString();
      verdicts.add(Verdict.match(rule, "it matches", List.of("tag" + i)));
    }
    RefUpdate update =
        new RefUpdate(
            type,
            "main",
            commit,
            before,
            before == null ? DeliveryRecorded.Action.CREATED : DeliveryRecorded.Action.UPDATED,
            false,
            "Change something",
            verdicts);
    return new DeliveryRecorded(
        deliveryId,
        "hook-" + repository.id(),
        repository.id().toString(),
        GitProvider.GIT,
        "push",
        "octocat",
        Instant.parse("2026-11-21T10:00:00Z"),
        null,
        List.of(update),
        null);
  }

  /** The repository's builds as {@code commit state}, oldest first. */
  public List<String> builds(Made repository) {
    return strings(
        "select coalesce(substr(commit_sha, 1, 1), 'tip') || ' ' || state from build"
            + " where repository_id = ? order by sequence",
        repository.id());
  }

  /** The ids of the repository's builds, oldest first. */
  public List<UUID> buildIds(Made repository) {
    return strings(
            "select id::text from build where repository_id = ? order by sequence", repository.id())
        .stream()
        .map(UUID::fromString)
        .toList();
  }

  public UUID newestBuild(Made repository) {
    List<UUID> ids = buildIds(repository);
    return ids.get(ids.size() - 1);
  }

  /** A commit whose digits are all the same. */
  public static String commit(char digit) {
    return String.valueOf(digit).repeat(40);
  }

  public int run(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public List<String> strings(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
