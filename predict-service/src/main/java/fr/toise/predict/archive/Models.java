package fr.toise.predict.archive;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.LedgerPage;
import fr.toise.contracts.model.ModelDetail;
import fr.toise.contracts.model.ModelEntry;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.predict.live.ServingConfig;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The versions of the served model in the model bucket, and what was live, to read. */
@ApplicationScoped
class Models {

    /** Changes of the live model that are told, the newest. */
    private static final int MOST_PROMOTIONS = 100;

    private static final int MOST_PAGES = 10;
    private static final int MOST_ENTRIES = 12;

    private final StoredDocuments documents;
    private final String model;

    Models(Buckets buckets, ServingConfig config) {
        this.documents = new StoredDocuments(buckets.model());
        this.model = config.model();
    }

    Slice<ModelEntry> list(String page) {
        var champion = champion();
        var promotions = promotions();
        return Slice.of(
                folders().stream()
                        .sorted(Comparator.comparing((Folder folder) -> folder.writtenAt(Manifest.NAME))
                                .reversed())
                        .toList(),
                page,
                some -> some.stream()
                        .flatMap(folder ->
                                report(folder).stream().map(report -> entry(folder, report, champion, promotions)))
                        .toList());
    }

    Optional<ModelDetail> find(String version) {
        var champion = champion();
        var promotions = promotions();
        return folder(version).flatMap(folder -> report(folder)
                .map(report -> ModelDetail.of(
                        entry(folder, report, champion, promotions),
                        report,
                        promotions.stream()
                                .filter(one -> version.equals(one.version()) || version.equals(one.previousVersion()))
                                .toList())));
    }

    /** The numbers of its pictures, as they lie in the store; empty where there are none. */
    Optional<byte[]> pictures(String version) {
        return folder(version)
                .flatMap(folder -> folder.object(ObjectLayout.PICTURES))
                .map(object -> documents.bytes(object.key()));
    }

    /** Of the models that were live last, the last one first. */
    List<LedgerPage> ledger() {
        var champion = champion();
        var promotions = promotions();
        var entries = Folder.in(ObjectLayout.ledger(model), documents.list(ObjectLayout.ledger(model))).stream()
                .collect(Collectors.toMap(Folder::name, Function.identity()));
        return promotions.stream()
                .sorted(Comparator.comparing(Champion::promotedAt).reversed())
                .map(Champion::version)
                .distinct()
                .limit(MOST_PAGES)
                .map(version -> new LedgerPage(
                        version,
                        isLive(version, champion),
                        promotions.stream()
                                .filter(one -> one.version().equals(version))
                                .map(Champion::promotedAt)
                                .max(Comparator.naturalOrder())
                                .orElseThrow(),
                        folder(version)
                                .flatMap(this::report)
                                .map(TrainingReport::measures)
                                .orElse(null),
                        entries(Optional.ofNullable(entries.get(version)))))
                .toList();
    }

    private List<LedgerEntry> entries(Optional<Folder> folder) {
        return folder.stream()
                .flatMap(one -> one.objects().values().stream())
                .sorted(Comparator.comparing(S3Object::lastModified).reversed())
                .limit(MOST_ENTRIES)
                .flatMap(object -> documents.read(object, LedgerEntry.class).stream())
                .toList();
    }

    private Map<String, S3Object> objects() {
        return documents.list(model + "/").stream().collect(Collectors.toMap(S3Object::key, Function.identity()));
    }

    private List<Folder> folders() {
        return Folder.in(model + "/", documents.list(model + "/")).stream()
                .filter(Folder::isPublished)
                .toList();
    }

    private Optional<Folder> folder(String version) {
        return folders().stream()
                .filter(folder -> folder.name().equals(version))
                .findFirst();
    }

    private Optional<TrainingReport> report(Folder folder) {
        return folder.object(ObjectLayout.REPORT).flatMap(object -> documents.read(object, TrainingReport.class));
    }

    private Optional<Champion> champion() {
        return Optional.ofNullable(objects().get(ObjectLayout.champion(model)))
                .flatMap(object -> documents.read(object, Champion.class));
    }

    /** The newest, oldest first; each one's key begins with its time. */
    private List<Champion> promotions() {
        var keys = documents.list(ObjectLayout.promotions(model)).stream()
                .sorted(Comparator.comparing(S3Object::key))
                .toList();
        return keys.stream()
                .skip(Math.max(0, keys.size() - MOST_PROMOTIONS))
                .flatMap(object -> documents.read(object, Champion.class).stream())
                .toList();
    }

    private ModelEntry entry(
            Folder folder, TrainingReport report, Optional<Champion> champion, List<Champion> promotions) {
        var training = report.search() == null ? report.version() : report.search();
        return ModelEntry.of(
                report,
                folder.object(ObjectLayout.DECISION)
                        .flatMap(object -> documents.read(object, GateDecision.class))
                        .orElse(null),
                Optional.ofNullable(objects().get(ObjectLayout.trainingReason(model, training)))
                        .flatMap(object -> documents.read(object, TrainingReason.class))
                        .orElse(null),
                isLive(report.version(), champion),
                promotions.stream().anyMatch(one -> one.version().equals(report.version())));
    }

    private static boolean isLive(String version, Optional<Champion> champion) {
        return champion.filter(live -> live.version().equals(version)).isPresent();
    }
}
