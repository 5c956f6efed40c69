using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A table by its owner, region and name.</summary>
internal readonly record struct TableKey(string Account, string Region, string Name) : ITupleKey<TableKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static TableKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>A stream by its table and label.</summary>
internal readonly record struct StreamKey(TableKey Table, string Label) : ITupleKey<StreamKey>
{
    public void Write(ref TupleWriter w)
    {
        Table.Write(ref w);
        w.String(Label);
    }

    public static StreamKey Read(ref TupleReader r) => new(TableKey.Read(ref r), r.String());
}

/// <summary>A row of a table or index: the number under which its rows lie, then what <see cref="ItemRows"/> writes.</summary>
internal readonly record struct ItemKey(long Storage) : ITupleKey<ItemKey>
{
    public void Write(ref TupleWriter w) => w.Int64(Storage);

    public static ItemKey Read(ref TupleReader r) => new(r.Int64());
}

/// <summary>An item that expires: when, and the key of its row.</summary>
internal readonly record struct ExpiryKey(long Storage, long Seconds, byte[] Row) : ITupleKey<ExpiryKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Storage);
        w.Int64(Seconds);
        w.Bytes(Row);
    }

    public static ExpiryKey Read(ref TupleReader r) => new(r.Int64(), r.Int64(), r.Bytes());
}

/// <summary>A record of a shard of a stream; of a stream as a whole its counter (zero) and what was trimmed last (one), and its shards in their order.</summary>
internal readonly record struct ChangeKey(long Stream, long Sequence) : ITupleKey<ChangeKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Stream);
        w.Int64(Sequence);
    }

    public static ChangeKey Read(ref TupleReader r) => new(r.Int64(), r.Int64());
}

/// <summary>A change in the history of a table: when, and which of that moment.</summary>
internal readonly record struct HistoryKey(long Storage, long Milliseconds, long Sequence) : ITupleKey<HistoryKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Storage);
        w.Int64(Milliseconds);
        w.Int64(Sequence);
    }

    public static HistoryKey Read(ref TupleReader r) => new(r.Int64(), r.Int64(), r.Int64());
}

/// <summary>An item collection: the table's number, and the partition key as rows have it.</summary>
internal readonly record struct CollectionKey(long Storage, byte[] Partition) : ITupleKey<CollectionKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Storage);
        w.Bytes(Partition);
    }

    public static CollectionKey Read(ref TupleReader r) => new(r.Int64(), r.Bytes());
}

/// <summary>A name within an account and region.</summary>
internal readonly record struct OwnedKey(string Account, string Region, string Name) : ITupleKey<OwnedKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static OwnedKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>Where everything lies.</summary>
internal static class DynamoDbTables
{
    public static readonly Table<TableKey, TableRecord> Tables = new("dynamodb.table", JsonRecord.Codec(() => DynamoDbJson.Default.TableRecord));
    public static readonly Table<ItemKey, AttributeMap> Items = new("dynamodb.item", ItemCodec.Instance);
    public static readonly Table<ExpiryKey, Marker> Expiries = new("dynamodb.expiry", Marker.Codec);
    public static readonly Table<StreamKey, StreamHeadRecord> Streams = new("dynamodb.stream", JsonRecord.Codec(() => DynamoDbJson.Default.StreamHeadRecord));
    public static readonly Table<ChangeKey, ChangeRecord> Changes = new("dynamodb.change", ChangeRecord.Codec);
    public static readonly Table<ChangeKey, CounterRecord> Counters = new("dynamodb.change.last", CounterRecord.Codec);
    public static readonly Table<ChangeKey, ShardRecord> Shards = new("dynamodb.shard", JsonRecord.Codec(static () => DynamoDbJson.Default.ShardRecord));
    public static readonly Table<CollectionKey, CounterRecord> Collections = new("dynamodb.collection", CounterRecord.Codec);
    public static readonly Table<OwnedKey, PolicyRecord> Policies = new("dynamodb.policy", JsonRecord.Codec(() => DynamoDbJson.Default.PolicyRecord));
    public static readonly Table<OwnedKey, TokenRecord> Tokens = new("dynamodb.token", JsonRecord.Codec(() => DynamoDbJson.Default.TokenRecord));
    public static readonly Index<TokenExpiryKey, OwnedKey, TokenRecord> TokensByExpiry = Tokens.AddIndex<TokenExpiryKey>("by-expiry", (_, token) => new TokenExpiryKey(token.Expires));

    public static readonly Table<StreamKey, BackupRecord> Backups = new("dynamodb.backup", JsonRecord.Codec(static () => DynamoDbJson.Default.BackupRecord));
    public static readonly Table<StreamKey, ExportRecord> Exports = new("dynamodb.export", JsonRecord.Codec(static () => DynamoDbJson.Default.ExportRecord));
    public static readonly Table<StreamKey, ImportRecord> Imports = new("dynamodb.import", JsonRecord.Codec(static () => DynamoDbJson.Default.ImportRecord));
    public static readonly Table<HistoryKey, HistoryRecord> History = new("dynamodb.history", HistoryRecord.Codec);
    public static readonly Table<ChangeKey, HistoryMark> HistoryMarks = new("dynamodb.history.last", HistoryMark.Codec);

    /// <summary>Signalled when something that was being done to a table is done.</summary>
    public static string Subject(TableKey key) => $"dynamodb.table/{key.Account}/{key.Region}/{key.Name}";

    public static string Subject(long stream) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dynamodb.stream/{stream}");
}

internal readonly record struct TokenExpiryKey(DateTimeOffset Expires) : ITupleKey<TokenExpiryKey>
{
    public void Write(ref TupleWriter w) => w.Time(Expires);

    public static TokenExpiryKey Read(ref TupleReader r) => new(r.Time());
}
