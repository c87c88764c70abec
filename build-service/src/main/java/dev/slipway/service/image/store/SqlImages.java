package dev.slipway.service.image.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.service.image.BuiltImage;
import dev.slipway.service.image.Images;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The column {@code image} of the table {@code build}, which nothing else reads. */
@ApplicationScoped
@Transactional
class SqlImages implements Images {

  private static final String KEEP =
      "update build set image = cast(:image as jsonb) where id = :build";
  private static final String KEEP_SAME =
      """
      update build b
         set image = o.image,
             image_size = case when b.image_size = 0 then o.image_size else b.image_size end
        from build o
       where b.id = :build and o.id = :original and o.digest = b.digest
      """;
  private static final String COLUMNS =
      """
      select cast(b.id as text) as build, cast(b.image as text) as image, b.image_size as size,
             b.published as published
        from build b
      """;
  private static final String OF = COLUMNS + " where b.id = :build and b.image is not null";
  private static final String BEFORE =
      COLUMNS
          + """
             join build n on n.id = :build
            where b.repository_id = n.repository_id and b.rule_id = n.rule_id
              and b.ref_type = n.ref_type and b.ref_name = n.ref_name
              and b.sequence < n.sequence and b.state = 'success' and b.image is not null
            order by b.sequence desc limit 1
          """;

  private final EntityManager entityManager;
  private final ObjectMapper json;

  SqlImages(EntityManager entityManager, ObjectMapper json) {
    this.entityManager = entityManager;
    this.json = json;
  }

  @Override
  public void keep(UUID buildId, ImageSummary summary) {
    entityManager
        .createNativeQuery(KEEP)
        .setParameter("image", write(summary))
        .setParameter("build", buildId)
        .executeUpdate();
  }

  @Override
  public void keepSame(UUID buildId, UUID original) {
    entityManager
        .createNativeQuery(KEEP_SAME)
        .setParameter("build", buildId)
        .setParameter("original", original)
        .executeUpdate();
  }

  @Override
  public Optional<BuiltImage> of(UUID buildId) {
    return one(OF, buildId);
  }

  @Override
  public Optional<BuiltImage> before(UUID buildId) {
    return one(BEFORE, buildId);
  }

  private Optional<BuiltImage> one(String query, UUID buildId) {
    List<?> rows =
        entityManager
            .createNativeQuery(query, Tuple.class)
            .setParameter("build", buildId)
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(this::image).findFirst();
  }

  private BuiltImage image(Tuple row) {
    return new BuiltImage(
        UUID.fromString(row.get("build", String.class)),
        read(row.get("image", String.class)),
        row.get("size", Number.class).longValue(),
        List.of(row.get("published", String[].class)));
  }

  private String write(ImageSummary summary) {
    try {
      return json.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an image's summary can't be written as JSON", e);
    }
  }

  private ImageSummary read(String image) {
    try {
      return json.readValue(image, ImageSummary.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored image's summary can't be read", e);
    }
  }
}
