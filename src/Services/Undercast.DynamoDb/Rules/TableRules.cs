using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>What a table may be (texts and their order as recorded by dynalite's suite against the service, unless marked).</summary>
internal static class TableRules
{
    private const long MostUnits = 1_000_000_000_000;
    private const int MostLocal = 5, MostGlobal = 20, MostAttributesOfGlobalKey = 4;

    public static void Check(CreateTableInput input)
    {
        CheckThroughput(input.BillingMode, input.ProvisionedThroughput);
        CheckOnDemand(input.OnDemandThroughput, clears: false);
        if (input.OnDemandThroughput is { } limits && input.BillingMode != "PAY_PER_REQUEST")
            throw Faults.Invalid($"{(limits.MaxReadRequestUnits is null ? "MaxWriteRequestUnits" : "MaxReadRequestUnits")} for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
        CheckWarm(input);
        UpdateRules.CheckEncryption(input.SSESpecification);
        if (input.AttributeDefinitions is not { } definitions) throw Missing("attributeDefinitions");
        if (input.KeySchema is not { } schema) throw Missing("keySchema");
        var defined = definitions.Select(d => d.AttributeName).ToArray();
        if (schema.Count > 2)
            throw Faults.Validation($"1 validation error detected: Value '[{string.Join(", ", schema.Select(Print))}]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2");
        if (schema.Count > defined.Length) throw Faults.Validation("Invalid KeySchema: Some index key attribute have no definition");
        if (defined.GroupBy(d => d, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Faults.Validation($"Attribute Name is duplicated: {twice.Key}");
        CheckSchema(schema, defined, "");
        if (input.LocalSecondaryIndexes is null && input.GlobalSecondaryIndexes is null && schema.Count != defined.Length)
            throw Faults.Invalid("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        var names = new HashSet<string>(StringComparer.Ordinal);
        CheckLocal(input.LocalSecondaryIndexes, schema, defined, names);
        CheckGlobal(input.GlobalSecondaryIndexes, input.BillingMode, defined, names);
        CheckAllUsed(defined, schema.Concat((input.LocalSecondaryIndexes ?? []).SelectMany(i => i.KeySchema)).Concat((input.GlobalSecondaryIndexes ?? []).SelectMany(i => i.KeySchema)));
        CheckStream(input.StreamSpecification);
        CheckTags(input.Tags);
    }

    public static void CheckThroughput(string? billingMode, ProvisionedThroughput? throughput)
    {
        if (billingMode == "PAY_PER_REQUEST")
        {
            if (throughput is not null) throw Faults.Invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
            return;
        }
        if (throughput is null) throw Faults.Invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        CheckUnits(throughput);
    }

    public static void CheckUnits(ProvisionedThroughput throughput)
    {
        if (throughput.ReadCapacityUnits > MostUnits) throw Faults.Validation(string.Create(CultureInfo.InvariantCulture, $"Given value {throughput.ReadCapacityUnits} for ReadCapacityUnits is out of bounds"));
        if (throughput.WriteCapacityUnits > MostUnits) throw Faults.Validation(string.Create(CultureInfo.InvariantCulture, $"Given value {throughput.WriteCapacityUnits} for WriteCapacityUnits is out of bounds"));
    }

    /// <summary>Checks limits of on-demand throughput; an update may take one away by -1.</summary>
    public static void CheckOnDemand(OnDemandThroughput? limits, bool clears)
    {
        foreach (var (name, units) in (ReadOnlySpan<(string, long?)>)[("MaxReadRequestUnits", limits?.MaxReadRequestUnits), ("MaxWriteRequestUnits", limits?.MaxWriteRequestUnits)])
        {
            if (units < 1 && !(clears && units == -1)) throw Faults.Invalid($"Requested {name} for OnDemandThroughput for table is outside of valid range");
        }
    }

    // AWS: a new table is warm for this much on demand (On-demand capacity mode, initial throughput), or for what is provisioned.
    private static void CheckWarm(CreateTableInput input)
    {
        if (input.WarmThroughput is not { } warm) return;
        var onDemand = input.BillingMode == "PAY_PER_REQUEST";
        var (read, write) = onDemand ? (TableDescriptions.InitialReads, TableDescriptions.InitialWrites) : (input.ProvisionedThroughput!.ReadCapacityUnits, input.ProvisionedThroughput.WriteCapacityUnits);
        foreach (var (name, asked, least, of) in (ReadOnlySpan<(string, long?, long, string)>)[("ReadUnitsPerSecond", warm.ReadUnitsPerSecond, read, "ReadCapacityUnits"), ("WriteUnitsPerSecond", warm.WriteUnitsPerSecond, write, "WriteCapacityUnits")])
        {
            if (asked >= least || asked is null) continue;
            throw Faults.Invalid($"Requested {name} for WarmThroughput for table is lower than " + (onDemand
                ? "initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial" : $"{of} of ProvisionedThroughput"));
        }
    }

    public static void CheckStream(StreamSpecification? stream)
    {
        if (stream is null) return;
        if (stream.StreamEnabled && stream.StreamViewType is null) throw Faults.Invalid("Table is being created with a stream enabled, UpdateViewType is required");
        if (!stream.StreamEnabled && stream.StreamViewType is not null) throw Faults.Invalid("Table is being created with a stream disabled, UpdateViewType should not be specified");
    }

    public static void CheckTags(IReadOnlyList<Tag>? tags)
    {
        if (tags is null) return;
        // AWS: the texts are recorded from the service.
        if (tags.FirstOrDefault(t => t.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } own) throw Faults.Validation($"Tag Key cannot be prefixed with aws:, Key: {own.Key}");
        if (tags.GroupBy(t => t.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Faults.Validation($"Duplicate Tag Keys provided as input: Duplicate Tag Key found {twice.Key}");
        if (tags.Count > 50) throw ManyTags();
    }

    public static Kernel.CommonException ManyTags() => Faults.Validation("Number of Tags exceed the current limit for the provided ResourceArn");

    /// <summary>Checks the keys and projection of a global index.</summary>
    public static void CheckGlobal(IReadOnlyList<KeySchemaElement> schema, Projection projection, IReadOnlyCollection<string> defined)
    {
        if (schema.Count > 2 || schema.Count(k => k.KeyType == "HASH") > 1 || schema.Count(k => k.KeyType == "RANGE") > 1) CheckManyKeys(schema, defined);
        else CheckSchema(schema, defined, "");
        CheckProjection(projection);
    }

    public static IndexRecord Index(GlobalSecondaryIndex index, long storage) =>
        Index(index.IndexName, index.KeySchema, index.Projection, storage) with { Throughput = Throughput(index.ProvisionedThroughput), OnDemandLimits = index.OnDemandThroughput, Warm = index.WarmThroughput };

    public static IndexRecord Index(CreateGlobalSecondaryIndexAction index, long storage) =>
        Index(index.IndexName, index.KeySchema, index.Projection, storage) with
        {
            Throughput = Throughput(index.ProvisionedThroughput),
            OnDemandLimits = index.OnDemandThroughput,
            Warm = index.WarmThroughput,
            Filling = true,
        };

    public static IndexRecord Index(LocalSecondaryIndex index, long storage) => Index(index.IndexName, index.KeySchema, index.Projection, storage) with { Local = true };

    public static ThroughputRecord Throughput(ProvisionedThroughput? throughput) => new(throughput?.ReadCapacityUnits ?? 0, throughput?.WriteCapacityUnits ?? 0);

    public static EncryptionSetting? Encryption(SSESpecification? specification) =>
        specification is null ? null : new EncryptionSetting(specification.Enabled == true, specification.SSEType, specification.KMSMasterKeyId);

    private static IndexRecord Index(string name, IReadOnlyList<KeySchemaElement> schema, Projection projection, long storage) => new()
    {
        Name = name,
        Storage = storage,
        Local = false,
        Hash = [.. schema.Where(k => k.KeyType == "HASH").Select(k => k.AttributeName)],
        Range = [.. schema.Where(k => k.KeyType == "RANGE").Select(k => k.AttributeName)],
        Projection = projection.ProjectionType!,
        Included = projection.NonKeyAttributes ?? [],
    };

    private static void CheckSchema(IReadOnlyList<KeySchemaElement> schema, IReadOnlyCollection<string> defined, string what)
    {
        CheckDefined(schema, defined);
        if (schema.Count > 1 && schema[0].AttributeName == schema[1].AttributeName) throw Faults.Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name" + what);
        if (schema[0].KeyType != "HASH") throw Faults.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (schema.Count > 1 && schema[1].KeyType != "RANGE") throw Faults.Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }

    // AWS: up to four attributes of each kind (developer guide); the texts are recorded from the service.
    private static void CheckManyKeys(IReadOnlyList<KeySchemaElement> schema, IReadOnlyCollection<string> defined)
    {
        CheckDefined(schema, defined);
        if (schema[0].KeyType != "HASH") throw Faults.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (((string[])["HASH", "RANGE"]).FirstOrDefault(t => schema.Count(k => k.KeyType == t) > MostAttributesOfGlobalKey) is { } type) throw Faults.Invalid($"The KeySchema exceeds the maximum allowed number of {type} key attributes");
        if (schema.SkipWhile(k => k.KeyType == "HASH").Any(k => k.KeyType == "HASH")) throw Faults.Invalid("All HASH key attributes must precede RANGE key attributes in the KeySchema");
        if (schema.Select(k => k.AttributeName).Distinct(StringComparer.Ordinal).Count() < schema.Count) throw Faults.Validation("The KeySchema contains multiple key attributes with the same name");
    }

    private static void CheckDefined(IReadOnlyList<KeySchemaElement> schema, IReadOnlyCollection<string> defined)
    {
        if (schema.Any(k => !defined.Contains(k.AttributeName)))
        {
            throw Faults.Invalid($"Some index key attributes are not defined in AttributeDefinitions. Keys: [{string.Join(", ", schema.Select(k => k.AttributeName))}], "
                + $"AttributeDefinitions: [{string.Join(", ", defined)}]");
        }
    }

    private static void CheckAllUsed(string[] defined, IEnumerable<KeySchemaElement> used)
    {
        var names = used.Select(k => k.AttributeName).ToHashSet(StringComparer.Ordinal);
        if (defined.Any(d => !names.Contains(d)))
        {
            throw Faults.Invalid($"Some AttributeDefinitions are not used. AttributeDefinitions: [{string.Join(", ", defined)}], keys used: [{string.Join(", ", names)}]");
        }
    }

    private static void CheckLocal(IReadOnlyList<LocalSecondaryIndex>? indexes, IReadOnlyList<KeySchemaElement> table, string[] defined, HashSet<string> names)
    {
        if (indexes is null) return;
        if (indexes.Count == 0) throw Faults.Invalid("List of LocalSecondaryIndexes is empty");
        if (table.Count != 2) throw Faults.Invalid("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        foreach (var index in indexes)
        {
            CheckSchema(index.KeySchema, defined, "");
            if (index.KeySchema.Count != 2) throw Faults.Invalid($"Index KeySchema does not have a range key for index: {index.IndexName}");
            if (index.KeySchema[0].AttributeName != table[0].AttributeName)
            {
                throw Faults.Invalid($"Index KeySchema does not have the same leading hash key as table KeySchema for index: {index.IndexName}. "
                    + $"index hash key: {index.KeySchema[0].AttributeName}, table hash key: {table[0].AttributeName}");
            }
            CheckProjection(index.Projection);
            if (!names.Add(index.IndexName)) throw Faults.Invalid($"Duplicate index name: {index.IndexName}");
        }
        if (indexes.Count > MostLocal) throw Faults.Invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }

    private static void CheckGlobal(IReadOnlyList<GlobalSecondaryIndex>? indexes, string? billingMode, string[] defined, HashSet<string> names)
    {
        if (indexes is null) return;
        if (indexes.Count == 0) throw Faults.Invalid("List of GlobalSecondaryIndexes is empty");
        foreach (var index in indexes)
        {
            CheckGlobal(index.KeySchema, index.Projection, defined);
            var onDemand = billingMode == "PAY_PER_REQUEST";
            if (onDemand && index.ProvisionedThroughput is not null) throw Faults.Invalid($"ProvisionedThroughput should not be specified for index: {index.IndexName} when BillingMode is PAY_PER_REQUEST");
            if (!onDemand && index.ProvisionedThroughput is null) throw Faults.Invalid($"ProvisionedThroughput is not specified for index: {index.IndexName}");
            if (!names.Add(index.IndexName)) throw Faults.Invalid($"Duplicate index name: {index.IndexName}");
        }
        if (indexes.Count > MostGlobal) throw Faults.Invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }

    private static void CheckProjection(Projection projection)
    {
        if (projection.ProjectionType is not { } type) throw Faults.Invalid("Unknown ProjectionType: null");
        if (projection.NonKeyAttributes is not null && type != "INCLUDE") throw Faults.Invalid($"ProjectionType is {type}, but NonKeyAttributes is specified");
        if (projection.NonKeyAttributes is null && type == "INCLUDE") throw Faults.Invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }

    private static Kernel.CommonException Missing(string member) =>
        Faults.Validation($"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");

    private static string Print(KeySchemaElement key) => $"KeySchemaElement(attributeName={key.AttributeName}, keyType={key.KeyType})";
}
