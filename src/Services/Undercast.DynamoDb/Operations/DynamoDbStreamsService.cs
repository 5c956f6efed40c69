using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb.Streams;

/// <summary>Reading streams, shard by shard.</summary>
internal sealed class DynamoDbStreamsService(IStore store) : IDynamoDbStreams
{
    private const int MostRecords = 1000, MostListed = 100, MostBytes = 1024 * 1024;

    public async ValueTask<DescribeStreamOutput> DescribeStream(DescribeStreamInput input, CallContext call)
    {
        var key = Key(input.StreamArn);
        var (head, shards, last) = await store.ReadAsync(
            async tx =>
            {
                var head = await FindAsync(tx, key, input.StreamArn);
                return (head, await StreamShards.ListAsync(tx, head), await StreamShards.LastAsync(tx, head.Id));
            },
            call.Cancelled);
        var limit = Math.Min(input.Limit ?? MostListed, MostListed);
        // AWS: the children of a shard, or all; a page begins behind the shard that it is told (DescribeStream).
        var wanted = (input.ShardFilter is { Type: "CHILD_SHARDS" } filter ? shards.Where(s => s.Parent == filter.ShardId) : shards)
            .Select(s => Shown(head, s, last)).SkipWhile(s => input.ExclusiveStartShardId is { } start && shards.Exists(k => StreamNames.Shard(k) == start) && s.ShardId != start).ToArray();
        if (input.ExclusiveStartShardId is { } behind) wanted = [.. wanted.Where(s => s.ShardId != behind)];
        var page = wanted.Take(limit).ToArray();
        return new DescribeStreamOutput
        {
            StreamDescription = new StreamDescription
            {
                StreamArn = input.StreamArn,
                StreamLabel = key.Label,
                StreamStatus = head.Disabled is null ? "ENABLED" : "DISABLED",
                StreamViewType = head.View,
                CreationRequestDateTime = head.Created,
                TableName = key.Table.Name,
                KeySchema =
                [
                    new KeySchemaElement { AttributeName = head.Hash, KeyType = "HASH" },
                    .. head.Range is { } range ? [new KeySchemaElement { AttributeName = range, KeyType = "RANGE" }] : Array.Empty<KeySchemaElement>(),
                ],
                Shards = page,
                LastEvaluatedShardId = wanted.Length > limit ? page[^1].ShardId : null,
            },
        };
    }

    public async ValueTask<GetShardIteratorOutput> GetShardIterator(GetShardIteratorInput input, CallContext call)
    {
        var key = Key(input.StreamArn);
        var fromNumber = input.ShardIteratorType is "AT_SEQUENCE_NUMBER" or "AFTER_SEQUENCE_NUMBER";
        long given = 0;
        if (fromNumber && !StreamNames.TrySequence(input.SequenceNumber, out given))
        {
            throw Faults.Validation(input.SequenceNumber is null
                ? $"SequenceNumber must be provided for the ShardIteratorType {input.ShardIteratorType}" : $"Invalid SequenceNumber: {input.SequenceNumber}");
        }
        var position = await store.ReadAsync(
            async tx =>
            {
                var head = await FindAsync(tx, key, input.StreamArn);
                var shard = (await StreamShards.ListAsync(tx, head)).Find(s => StreamNames.Shard(s) == input.ShardId) ?? throw new ResourceNotFoundException($"Requested resource not found: Shard: {input.ShardId} in stream: {input.StreamArn} not found");
                var first = (await DynamoDbTables.Changes.FirstAsync(tx, DynamoDbTables.Changes.Prefix(shard.Storage)))?.Key.Sequence;
                var end = shard.Last ?? await StreamShards.LastAsync(tx, head.Id);
                var next = input.ShardIteratorType switch
                {
                    "TRIM_HORIZON" => first ?? end + 1,
                    "LATEST" => end + 1,
                    "AT_SEQUENCE_NUMBER" => given,
                    _ => given + 1,
                };
                if (fromNumber && next <= ((await DynamoDbTables.Counters.GetAsync(tx, new ChangeKey(head.Id, 1)))?.Last ?? 0)) throw Trimmed();
                return new ShardPosition(input.StreamArn, shard.Storage, next, call.Now);
            },
            call.Cancelled);
        return new GetShardIteratorOutput { ShardIterator = ShardIterators.Write(position) };
    }

    public async ValueTask<GetRecordsOutput> GetRecords(GetRecordsInput input, CallContext call)
    {
        if (input.Limit > MostRecords)
            throw Faults.Validation(string.Create(CultureInfo.InvariantCulture, $"1 validation error detected: Value '{input.Limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000"));
        if (!ShardIterators.TryRead(input.ShardIterator, out var position)) throw Faults.Validation("Invalid ShardIterator");
        if (call.Now - position.Issued > ShardIterators.Life)
            throw new ExpiredIteratorException($"Iterator expired. The iterator was created at time {position.Issued:R} while right now it is {call.Now:R} which is further in the future than the tolerated delay of 900000 milliseconds.");
        var key = Key(position.StreamArn);
        return await store.ReadAsync(
            async tx =>
            {
                var head = await FindAsync(tx, key, position.StreamArn);
                var shard = (await StreamShards.ListAsync(tx, head)).Find(s => s.Storage == position.Shard) ?? throw Missing(position.StreamArn);
                var changes = DynamoDbTables.Changes;
                var rows = await changes.RangeAsync(tx, changes.From(shard.Storage, position.Next), input.Limit ?? MostRecords);
                var records = new List<Record>(rows.Count);
                var next = position.Next;
                long bytes = 0;
                foreach (var (at, change) in rows)
                {
                    var record = Record(key, head, at.Sequence, change);
                    bytes += record.Dynamodb!.SizeBytes!.Value;
                    if (records.Count > 0 && bytes > MostBytes) break;
                    records.Add(record);
                    next = at.Sequence + 1;
                }
                var ended = (head.Disabled is not null || shard.Closed is not null) && records.Count == rows.Count && rows.Count < (input.Limit ?? MostRecords);
                return new GetRecordsOutput { Records = records, NextShardIterator = ended ? null : ShardIterators.Write(position with { Next = next, Issued = call.Now }) };
            },
            call.Cancelled);
    }

    public async ValueTask<ListStreamsOutput> ListStreams(ListStreamsInput input, CallContext call)
    {
        var limit = Math.Min(input.Limit ?? MostListed, MostListed);
        StreamKey? after = input.ExclusiveStartStreamArn is { } start ? Key(start) : null;
        var rows = await store.ReadAsync(
            tx =>
            {
                var streams = DynamoDbTables.Streams;
                var range = input.TableName is { } name ? streams.Prefix(call.Account, call.Region, name) : streams.Prefix(call.Account, call.Region);
                return streams.RangeAsync(tx, range, limit + 1, after: after);
            },
            call.Cancelled);
        var shown = rows.Take(limit).Select(r => new Stream { StreamArn = Arn(r.Key), StreamLabel = r.Key.Label, TableName = r.Key.Table.Name }).ToArray();
        return new ListStreamsOutput { Streams = shown, LastEvaluatedStreamArn = rows.Count > limit ? shown[^1].StreamArn : null };
    }

    private static Shard Shown(StreamHeadRecord head, ShardRecord shard, long last) => new()
    {
        ShardId = StreamNames.Shard(shard),
        ParentShardId = shard.Parent,
        SequenceNumberRange = new SequenceNumberRange
        {
            StartingSequenceNumber = StreamNames.Sequence(shard.First),
            EndingSequenceNumber = (shard.Last ?? (head.Disabled is null ? (long?)null : Math.Max(last, shard.First))) is { } end ? StreamNames.Sequence(end) : null,
        },
    };

    private static Record Record(StreamKey key, StreamHeadRecord head, long sequence, ChangeRecord change) => new()
    {
        EventID = string.Create(CultureInfo.InvariantCulture, $"{head.Id:x16}{sequence:x16}"),
        EventName = change.Kind switch { ChangeKind.Insert => "INSERT", ChangeKind.Modify => "MODIFY", _ => "REMOVE" },
        EventVersion = "1.1",
        EventSource = "aws:dynamodb",
        AwsRegion = key.Table.Region,
        // AWS: what expired was removed by the service (Time to Live and streams).
        UserIdentity = change.Expired ? new Identity { Type = "Service", PrincipalId = "dynamodb.amazonaws.com" } : null,
        Dynamodb = new StreamRecord
        {
            // AWS: to the second.
            ApproximateCreationDateTime = DateTimeOffset.FromUnixTimeSeconds(change.At.ToUnixTimeSeconds()),
            Keys = change.Keys,
            NewImage = change.After,
            OldImage = change.Before,
            SequenceNumber = StreamNames.Sequence(sequence),
            SizeBytes = Values.Size(change.Keys) + (change.After is { } after ? Values.Size(after) : 0) + (change.Before is { } before ? Values.Size(before) : 0),
            StreamViewType = head.View,
        },
    };

    private static async ValueTask<StreamHeadRecord> FindAsync(IReadTransaction tx, StreamKey key, string arn) => await DynamoDbTables.Streams.GetAsync(tx, key) ?? throw Missing(arn);

    private static StreamKey Key(string arn) =>
        TableNames.TryParseArn(arn, out var table, out var rest) && rest.StartsWith("/stream/", StringComparison.Ordinal)
            ? new StreamKey(table, rest["/stream/".Length..])
            : throw Faults.Validation($"Invalid StreamArn: {arn}");

    private static string Arn(StreamKey key) => TableNames.StreamArn(key.Table, key.Label);

    private static ResourceNotFoundException Missing(string arn) => new($"Requested resource not found: Stream: {arn} not found");

    private static TrimmedDataAccessException Trimmed() =>
        new("The operation attempted to read past the oldest stream record in a shard, or the record was trimmed: use TRIM_HORIZON");
}
