using Undercast.Kernel;

namespace Undercast.DynamoDb;

/// <summary>Ids that a restored table gets, decided before the transaction.</summary>
internal sealed record RestoreIds(Guid Table, long Storage, long[] Indexes)
{
    private const int MostIndexes = 25;

    public static RestoreIds Make() => new(Ids.NewGuid(), Ids.NewInt64(), [.. Enumerable.Range(0, MostIndexes).Select(_ => Ids.NewInt64())]);
}

/// <summary>In what a restored table differs from the one it comes from.</summary>
internal sealed record RestoreOverrides(
    string? BillingMode, ProvisionedThroughput? Throughput, OnDemandThroughput? OnDemand, SSESpecification? Encryption, IReadOnlyList<GlobalSecondaryIndex>? Global, IReadOnlyList<LocalSecondaryIndex>? Local)
{
    /// <summary>The new table.</summary>
    /// <remarks>AWS: settings such as tags, streams, expiry and policies are not restored (RestoreTableFromBackup).</remarks>
    public TableRecord Apply(TableRecord table, RestoreIds ids, DateTimeOffset now)
    {
        var onDemand = BillingMode is { } mode ? mode == "PAY_PER_REQUEST" : table.OnDemand;
        // AWS: the texts are recorded from the service.
        if (onDemand && Throughput is not null) throw Faults.Validation(BillingMode is null ? "Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED" : "Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST");
        if (BillingMode == "PROVISIONED" && Throughput is null) throw Faults.Validation("Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
        if (OnDemand is { MaxReadRequestUnits: 0 }) throw Faults.Validation("Invalid Request: Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range");
        if (OnDemand is { MaxWriteRequestUnits: 0 }) throw Faults.Validation("Invalid Request: Requested MaxWriteRequestUnits for OnDemandThroughput is outside of valid range");
        var indexes = Kept(table.Indexes.Where(i => !i.Local), Global?.Select(i => i.IndexName)).Concat(Kept(table.Indexes.Where(i => i.Local), Local?.Select(i => i.IndexName)));
        return new TableRecord
        {
            Id = ids.Table,
            Storage = ids.Storage,
            Created = now,
            Attributes = table.Attributes,
            Hash = table.Hash,
            Range = table.Range,
            OnDemand = onDemand,
            OnDemandSince = onDemand ? now : null,
            Throughput = onDemand ? new ThroughputRecord(0, 0) : Throughput is { } wanted ? TableRules.Throughput(wanted) : table.Throughput,
            Indexes = [.. indexes.Select((index, n) => index with { Storage = ids.Indexes[n], Filling = false })],
            Encryption = TableRules.Encryption(Encryption) ?? table.Encryption,
            OnDemandLimits = OnDemand ?? (onDemand ? table.OnDemandLimits : null),
        };
    }

    // AWS: indexes may be left out, not added.
    private static IEnumerable<IndexRecord> Kept(IEnumerable<IndexRecord> indexes, IEnumerable<string>? names)
    {
        if (names is null) return indexes;
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var kept = indexes.Where(i => wanted.Remove(i.Name)).ToArray();
        return wanted.Count == 0 ? kept
            : throw Faults.Validation($"Invalid Request: Index {wanted.Order(StringComparer.Ordinal).First()} does not match a secondary index that existed in the source table and cannot be created during the restore operation");
    }
}
