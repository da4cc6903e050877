package fr.toise.predict.live;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.predict.address.AddressBook;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;

/** One version of the model with all that an estimate needs. */
public record LoadedModel(Valuer valuer, AddressBook addresses, TrainingReport report, Instant liveSince) {

    public Description description() {
        return valuer.description();
    }

    public String version() {
        return description().version();
    }

    public SalesHistory sales() {
        return valuer.sales();
    }

    /** The first day on which all that the model knows is past. */
    public LocalDate dayAfterTheData() {
        return dayAfterTheData(valuer);
    }

    /** The sales of which the model can say something on that day: in the other départements too few are known. */
    public List<Sale> valuableSales() {
        return valuableSales(valuer);
    }

    static LocalDate dayAfterTheData(Valuer valuer) {
        return valuer.description().dataThrough().plusDays(1);
    }

    static List<Sale> valuableSales(Valuer valuer) {
        var history = valuer.sales();
        var on = dayAfterTheData(valuer);
        var known = new HashMap<String, Boolean>();
        return history.sales().stream()
                .filter(sale ->
                        known.computeIfAbsent(sale.department(), department -> hasLevel(history, department, on)))
                .toList();
    }

    private static boolean hasLevel(SalesHistory history, String department, LocalDate on) {
        try {
            history.marketLevel(department, on);
            return true;
        } catch (NoEarlierSalesException e) {
            return false;
        }
    }
}
