package fr.toise.cleaning.writing;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import fr.toise.cleaning.judging.Candidate;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.MessageTypeBuilder;

/** Writes sales as rows of Parquet. Its columns are read by name. */
final class SalesColumns extends WriteSupport<Candidate> {

    static final MessageType SCHEMA = schema();

    private RecordConsumer row;
    private int column;

    private static MessageType schema() {
        var columns = Types.buildMessage();
        text(columns, "sale_id");
        add(columns, "sale_date", INT32, dateType());
        text(columns, "type");
        add(columns, "price", DOUBLE, null);
        text(columns, "department");
        text(columns, "commune");
        text(columns, "commune_name");
        text(columns, "postal_code");
        text(columns, "parcel");
        text(columns, "street_code");
        add(columns, "street_number", INT32, null);
        text(columns, "street_suffix");
        text(columns, "street_name");
        add(columns, "built_area", DOUBLE, null);
        add(columns, "carrez_area", DOUBLE, null);
        add(columns, "area", DOUBLE, null);
        text(columns, "area_source");
        add(columns, "rooms", INT32, null);
        add(columns, "outbuildings", INT32, null);
        add(columns, "land_area", DOUBLE, null);
        add(columns, "longitude", DOUBLE, null);
        add(columns, "latitude", DOUBLE, null);
        return columns.named("sale");
    }

    private static void text(MessageTypeBuilder columns, String name) {
        add(columns, name, BINARY, stringType());
    }

    private static void add(
            MessageTypeBuilder columns, String name, PrimitiveTypeName type, LogicalTypeAnnotation meaning) {
        columns.addField(Types.optional(type).as(meaning).named(name));
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        row = consumer;
    }

    @Override
    public void write(Candidate sale) {
        column = 0;
        row.startMessage();
        text(sale.id());
        whole((int) sale.date().toEpochDay());
        text(sale.type().name());
        number(sale.price());
        text(sale.department());
        text(sale.commune());
        text(sale.communeName());
        text(sale.postalCode());
        text(sale.parcel());
        text(sale.streetCode());
        count(sale.streetNumber());
        text(sale.streetSuffix());
        text(sale.streetName());
        number(sale.builtArea());
        number(sale.carrezArea());
        number(sale.area());
        text(sale.isCarrez() ? "CARREZ" : "BUILT");
        count(sale.rooms());
        whole(sale.outbuildings());
        number(sale.landArea());
        number(sale.longitude());
        number(sale.latitude());
        row.endMessage();
    }

    private void text(String value) {
        if (value == null) {
            column++;
            return;
        }
        start();
        row.addBinary(Binary.fromString(value));
        end();
    }

    private void number(double value) {
        if (Double.isNaN(value)) {
            column++;
            return;
        }
        start();
        row.addDouble(value);
        end();
    }

    private void count(int value) {
        if (value < 0) {
            column++;
            return;
        }
        whole(value);
    }

    private void whole(int value) {
        start();
        row.addInteger(value);
        end();
    }

    private void start() {
        row.startField(SCHEMA.getFieldName(column), column);
    }

    private void end() {
        row.endField(SCHEMA.getFieldName(column), column);
        column++;
    }
}
