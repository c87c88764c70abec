package dev.slipway.service.log.store;

import dev.slipway.service.log.LogChunk;
import dev.slipway.service.log.Logs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code build_log_chunk}. */
@ApplicationScoped
@Transactional
class SqlLogs implements Logs {

  private static final String TAIL =
      """
      select attempt as attempt, position + length(content) as finish from build_log_chunk
       where build_id = :build order by position desc limit 1
      """;
  private static final String HAS =
      """
      select count(*) from build_log_chunk
       where build_id = :build and attempt = :attempt and sequence = :sequence
      """;
  private static final String APPEND =
      """
      insert into build_log_chunk (build_id, position, attempt, sequence, content)
      values (:build, :position, :attempt, :sequence, :content)
      """;

  /** From the piece that holds the offset on. */
  private static final String READ =
      """
      select position as start, content as content from build_log_chunk
       where build_id = :build
         and position >= coalesce((select max(position) from build_log_chunk
                                    where build_id = :build and position <= :offset), 0)
       order by position limit :limit
      """;

  private final EntityManager entityManager;

  SqlLogs(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<Tail> tail(UUID buildId) {
    List<?> rows =
        entityManager
            .createNativeQuery(TAIL, Tuple.class)
            .setParameter("build", buildId)
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(Tuple.class::cast)
        .map(
            row ->
                new Tail(
                    row.get("attempt", Number.class).intValue(),
                    row.get("finish", Number.class).longValue()));
  }

  @Override
  public boolean has(UUID buildId, int attempt, long sequence) {
    Number count =
        (Number)
            entityManager
                .createNativeQuery(HAS, Long.class)
                .setParameter("build", buildId)
                .setParameter("attempt", attempt)
                .setParameter("sequence", sequence)
                .getSingleResult();
    return count.intValue() > 0;
  }

  @Override
  public void append(UUID buildId, int attempt, long sequence, LogChunk chunk) {
    entityManager
        .createNativeQuery(APPEND)
        .setParameter("build", buildId)
        .setParameter("position", chunk.position())
        .setParameter("attempt", attempt)
        .setParameter("sequence", sequence)
        .setParameter("content", chunk.content())
        .executeUpdate();
  }

  @Override
  public long size(UUID buildId) {
    return tail(buildId).map(Tail::end).orElse(0L);
  }

  @Override
  public List<LogChunk> read(UUID buildId, long offset, int maxChunks) {
    List<?> rows =
        entityManager
            .createNativeQuery(READ, Tuple.class)
            .setParameter("build", buildId)
            .setParameter("offset", offset)
            .setParameter("limit", maxChunks)
            .getResultList();
    return rows.stream()
        .map(Tuple.class::cast)
        .map(
            row ->
                new LogChunk(
                    row.get("start", Number.class).longValue(), row.get("content", byte[].class)))
        .map(chunk -> chunk.from(offset))
        .filter(chunk -> chunk.content().length > 0)
        .toList();
  }
}
