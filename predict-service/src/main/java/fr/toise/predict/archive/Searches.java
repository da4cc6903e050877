package fr.toise.predict.archive;

import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.search.LostTrial;
import fr.toise.contracts.search.SearchDetail;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.search.SearchResult;
import fr.toise.contracts.search.SearchView;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.predict.live.ServingConfig;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The searches for better settings in the model bucket, to read. Whether one runs at this moment does not stand there. */
@ApplicationScoped
class Searches {

    private final StoredDocuments documents;
    private final String model;

    Searches(Buckets buckets, ServingConfig config) {
        this.documents = new StoredDocuments(buckets.model());
        this.model = config.model();
    }

    Slice<SearchView> list(String page) {
        return Slice.of(
                folders().stream()
                        .sorted(Comparator.comparing((Folder folder) -> folder.writtenAt(ObjectLayout.PLAN))
                                .reversed())
                        .toList(),
                page,
                some -> some.stream()
                        .flatMap(folder -> plan(folder).map(plan -> view(folder, plan)).stream())
                        .toList());
    }

    Optional<SearchDetail> find(String search) {
        return folders().stream()
                .filter(folder -> folder.name().equals(search))
                .findFirst()
                .flatMap(folder -> plan(folder)
                        .map(plan -> SearchDetail.of(
                                view(folder, plan),
                                plan,
                                under(folder, ObjectLayout.trials(model, search), TrialReport.class),
                                under(folder, ObjectLayout.lostTrials(model, search), LostTrial.class))));
    }

    private List<Folder> folders() {
        var prefix = ObjectLayout.searches(model);
        return Folder.in(prefix, documents.list(prefix)).stream()
                .filter(folder -> folder.objects().containsKey(ObjectLayout.PLAN))
                .toList();
    }

    private Optional<SearchPlan> plan(Folder folder) {
        return folder.object(ObjectLayout.PLAN).flatMap(object -> documents.read(object, SearchPlan.class));
    }

    private SearchView view(Folder folder, SearchPlan plan) {
        return folder.object(ObjectLayout.RESULT)
                .flatMap(object -> documents.read(object, SearchResult.class))
                .map(result -> SearchView.ended(plan, result))
                // the plan is the one object beside what the trainings have left
                .orElseGet(() -> SearchView.waiting(plan, folder.objects().size() - 1, "It has not ended yet"));
    }

    private <T> List<T> under(Folder folder, String prefix, Class<T> type) {
        return folder.objects().values().stream()
                .filter(object -> object.key().startsWith(prefix))
                .flatMap(object -> documents.read(object, type).stream())
                .toList();
    }
}
