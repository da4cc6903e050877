package fr.toise.predict.live;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.predict.address.AddressBook;
import fr.toise.predict.market.Markets;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.contributions.Explainer;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;

/** One version of the model with all that an estimate needs. */
public record LoadedModel(
        Valuer valuer,
        AddressBook addresses,
        Markets markets,
        Explainer explainer,
        TrainingReport report,
        Drift drift,
        Instant liveSince) {

    /** @param sameSales a model of the same sales, to share what is made of them; null for none */
    static LoadedModel of(Valuer valuer, TrainingReport report, LoadedModel sameSales) {
        var sales = valuer.sales().sales();
        var explainer = new Explainer(valuer.sales(), valuer::valuesAtOnePlace);
        return new LoadedModel(
                valuer,
                sameSales == null ? new AddressBook(sales) : sameSales.addresses(),
                sameSales == null ? new Markets(sales) : sameSales.markets(),
                explainer,
                report,
                new Drift(sales),
                Instant.now());
    }

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
        return valuer.description().dataThrough().plusDays(1);
    }

    /** The sales of which the model can say something on that day: in the other départements too few are known. */
    public List<Sale> valuableSales() {
        var on = dayAfterTheData();
        var known = new HashMap<String, Boolean>();
        return sales().sales().stream()
                .filter(sale -> known.computeIfAbsent(sale.department(), department -> hasLevel(department, on)))
                .toList();
    }

    private boolean hasLevel(String department, LocalDate on) {
        try {
            sales().marketLevel(department, on);
            return true;
        } catch (NoEarlierSalesException e) {
            return false;
        }
    }
}
