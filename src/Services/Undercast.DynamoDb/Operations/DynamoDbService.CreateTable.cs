using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<CreateTableOutput> CreateTable(CreateTableInput input, CallContext call)
    {
        var key = TableNames.Fresh(input.TableName, call);
        TableRules.Check(input);
        var table = Made(input, call.Now);
        var revision = CallContext.NewRequestId();
        await store.WriteAsync(
            async tx =>
            {
                if (await catalog.FindAsync(tx, key) is not null) throw new ResourceInUseException($"Table already exists: {key.Name}");
                DynamoDbTables.Tables.Put(tx, key, table);
                SettleJob.Schedule(tx, key, table, call.Now);
                if (table.Stream is { } stream) Open(tx, key, table, stream, call.Now);
                if (input.ResourcePolicy is { } policy) DynamoDbTables.Policies.Put(tx, PolicyKey(key, ""), new PolicyRecord(policy, revision));
            },
            call.Cancelled);
        return new CreateTableOutput { TableDescription = TableDescriptions.Of(key, table, null) };
    }

    private static TableRecord Made(CreateTableInput input, DateTimeOffset now) => new()
    {
        Id = Ids.NewGuid(),
        Storage = Ids.NewInt64(),
        Created = now,
        Status = TableRecord.Creating,
        Attributes = [.. input.AttributeDefinitions!.Select(a => new NamedType(a.AttributeName, a.AttributeType))],
        Hash = input.KeySchema![0].AttributeName,
        Range = input.KeySchema.Count > 1 ? input.KeySchema[1].AttributeName : null,
        OnDemand = input.BillingMode == "PAY_PER_REQUEST",
        OnDemandSince = input.BillingMode == "PAY_PER_REQUEST" ? now : null,
        Throughput = TableRules.Throughput(input.ProvisionedThroughput),
        Indexes =
        [
            .. (input.GlobalSecondaryIndexes ?? []).Select(i => TableRules.Index(i, Ids.NewInt64())),
            .. (input.LocalSecondaryIndexes ?? []).Select(i => TableRules.Index(i, Ids.NewInt64())),
        ],
        Stream = input.StreamSpecification is { StreamEnabled: true } stream ? new StreamSetting(Label(now), stream.StreamViewType!, Ids.NewInt64()) : null,
        Tags = (input.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
        DeletionProtection = input.DeletionProtectionEnabled == true,
        Encryption = TableRules.Encryption(input.SSESpecification),
        TableClass = input.TableClass,
        OnDemandLimits = input.OnDemandThroughput,
        Warm = input.WarmThroughput,
    };

    // AWS: the label of a stream is the time of its making in UTC.
    private static string Label(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static void Open(IWriteTransaction tx, TableKey key, TableRecord table, StreamSetting stream, DateTimeOffset now)
    {
        DynamoDbTables.Streams.Put(tx, new StreamKey(key, stream.Label), new StreamHeadRecord { Id = stream.Id, View = stream.View, Created = now, Hash = table.Hash, Range = table.Range });
        TrimJob.Schedule(tx, key, stream.Label, stream.Id, now);
    }

    private static async ValueTask CloseAsync(IWriteTransaction tx, TableKey key, StreamSetting stream, DateTimeOffset now)
    {
        var at = new StreamKey(key, stream.Label);
        if (await DynamoDbTables.Streams.GetAsync(tx, at) is { } head) DynamoDbTables.Streams.Put(tx, at, head with { Disabled = now });
        tx.Signal(DynamoDbTables.Subject(stream.Id));
    }
}
