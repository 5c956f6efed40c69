namespace Undercast.DynamoDb;

/// <summary>What an update of a table may ask for (texts and their order as ack-api-quirks recorded them from the service).</summary>
internal static class UpdateRules
{
    // What must come alone, in the order in which the service names it.
    private static readonly (Func<UpdateTableInput, bool> Has, string Text)[] Lonely =
    [
        (static i => i.SSESpecification is not null, "Server-Side Encryption modification must be the only operation in the request"),
        (static i => i.TableClass is not null, "TableClass modification must be the only operation in the request"),
        (static i => i.DeletionProtectionEnabled is not null, "DeletionProtection modification must be the only operation in the request"),
        (static i => i.WarmThroughput is not null, "WarmThroughput must be the only operation in the request"),
        (static i => i.ReplicaUpdates is not null, "Replica modification must be the only operation in the request"),
    ];

    /// <summary>Checks what needs no look at the table.</summary>
    public static void Check(UpdateTableInput input)
    {
        var updates = input.GlobalSecondaryIndexUpdates;
        if (input.ProvisionedThroughput is { } throughput) TableRules.CheckUnits(throughput);
        CheckStream(input.StreamSpecification);
        CheckEncryption(input.SSESpecification);
        TableRules.CheckOnDemand(input.OnDemandThroughput, clears: true);
        var wanted = Members(input);
        if (wanted == 0)
        {
            throw Faults.Validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
                + "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required");
        }
        if (updates is { Count: 0 }) throw Faults.Invalid("List of GlobalSecondaryIndexUpdates is empty");
        foreach (var (has, text) in Lonely)
        {
            if (wanted > 1 && has(input)) throw Faults.Invalid(text);
        }
        if (input.OnDemandThroughput is not null && wanted > (input.BillingMode is null ? 1 : 2)) throw Faults.Invalid("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
        var remakes = updates?.Any(u => u.Create is not null || u.Delete is not null) == true;
        if (input.ProvisionedThroughput is not null && input.StreamSpecification is not null) throw Faults.Invalid("You cannot modify stream status while updating table IOPS");
        if (input.ProvisionedThroughput is not null && remakes) throw Faults.Invalid("You cannot create or delete index while updating table IOPS");
        if (input.StreamSpecification is not null && remakes) throw Faults.Invalid("You cannot create or delete index while changing stream status");
        if (input.BillingMode == "PROVISIONED" && input.ProvisionedThroughput is null) throw Faults.Invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        CheckIndexes(updates);
    }

    /// <summary>Checks what depends on the table as it is.</summary>
    public static void Check(UpdateTableInput input, TableRecord table)
    {
        var onDemand = input.BillingMode is { } mode ? mode == "PAY_PER_REQUEST" : table.OnDemand && input.ProvisionedThroughput is null;
        if (input.OnDemandThroughput is { } limits && !onDemand)
            throw Faults.Invalid($"{(limits.MaxReadRequestUnits is null ? "MaxWriteRequestUnits" : "MaxReadRequestUnits")} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED");
        // AWS: an empty specification is one that is not enabled.
        if (input.SSESpecification is { Enabled: not true } && table.Encryption?.Enabled != true) throw Faults.Invalid("Table is already encrypted by default");
        if (input.WarmThroughput is { } warm)
        {
            var (read, write) = TableDescriptions.WarmUnits(table);
            foreach (var (name, asked, current) in (ReadOnlySpan<(string, long?, long)>)[("ReadUnitsPerSecond", warm.ReadUnitsPerSecond, read), ("WriteUnitsPerSecond", warm.WriteUnitsPerSecond, write)])
            {
                if (asked < current) throw Faults.Invalid($"Requested {name} for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
            }
        }
        foreach (var update in input.GlobalSecondaryIndexUpdates ?? [])
        {
            if (update.Delete is { } delete && table.Indexes.Any(i => i.Local && i.Name == delete.IndexName)) throw Faults.Validation($"Cannot delete an index that is not a GlobalSecondaryIndex: {delete.IndexName}");
            if (update.Update is not { } change) continue;
            if (table.Indexes.Any(i => i.Local && i.Name == change.IndexName)) throw Faults.Validation($"Cannot update an index that is not a GlobalSecondaryIndex: {change.IndexName}");
            if (onDemand && change.ProvisionedThroughput is not null && table.Indexes.Any(i => i.Name == change.IndexName))
                throw Faults.Invalid($"The only Updates for index: {change.IndexName} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
        }
    }

    public static void CheckEncryption(SSESpecification? encryption)
    {
        if (encryption is null) return;
        if (encryption.Enabled == false && encryption.SSEType is not null) throw Faults.Invalid("SSEType can not be specified if Enabled is false");
        if (encryption.Enabled == false && encryption.KMSMasterKeyId is not null) throw Faults.Invalid("KMSMasterKeyId can not be specified if Enabled is false");
        if (encryption.SSEType == "AES256") throw Faults.Invalid("SSEType AES256 is not supported");
        if (encryption.KMSMasterKeyId is not null && encryption.SSEType != "KMS") throw Faults.Invalid("SSEType KMS is required if KMSMasterKeyId is specified");
    }

    private static void CheckStream(StreamSpecification? stream)
    {
        if (stream is { StreamEnabled: true, StreamViewType: null }) throw Faults.Invalid("If stream is being enabled then UpdateViewType is required");
        if (stream is { StreamEnabled: false, StreamViewType: not null }) throw Faults.Invalid("If stream is being disabled, then UpdateViewType must not be specified");
    }

    private static void CheckIndexes(IReadOnlyList<GlobalSecondaryIndexUpdate>? updates)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var update in updates ?? [])
        {
            string?[] named = [update.Create?.IndexName, update.Update?.IndexName, update.Delete?.IndexName];
            if (named.Count(n => n is not null) > 1) throw Faults.Invalid("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
            var name = named.FirstOrDefault(n => n is not null)
                ?? throw Faults.Invalid("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null");
            if (!names.Add(name)) throw Faults.Invalid($"Only one global secondary index update per index is allowed simultaneously. Index: {name}");
        }
    }

    // The throughput and its mode are one change; a list of nothing is none.
    private static int Members(UpdateTableInput input) => ((ReadOnlySpan<object?>)
    [
        input.ProvisionedThroughput, input.ProvisionedThroughput is null ? input.BillingMode : null, input.StreamSpecification, input.GlobalSecondaryIndexUpdates, input.SSESpecification, input.DeletionProtectionEnabled,
        input.TableClass, input.OnDemandThroughput, input.WarmThroughput, input.ReplicaUpdates,
    ]).ToArray().Count(static m => m is not null);
}
