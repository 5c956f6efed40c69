using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Names an API: ids are unique in the whole cloud, because they are host names.</summary>
internal readonly record struct RestApiKey(string Id) : ITupleKey<RestApiKey>
{
    public void Write(ref TupleWriter w) => w.String(Id);

    public static RestApiKey Read(ref TupleReader r) => new(r.String());
}

/// <summary>Something that belongs to an account in a region: an API by its owner, an API key, a usage plan.</summary>
internal readonly record struct OwnedKey(string Account, string Region, string Id) : ITupleKey<OwnedKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Id);
    }

    public static OwnedKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>A part of an API with an id of its own: a deployment or a stage.</summary>
internal readonly record struct PartKey(string Api, string Id) : ITupleKey<PartKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Api);
        w.String(Id);
    }

    public static PartKey Read(ref TupleReader r) => new(r.String(), r.String());
}

/// <summary>An API key in a usage plan.</summary>
internal readonly record struct PlanKeyKey(string Account, string Region, string Plan, string Key) : ITupleKey<PlanKeyKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Plan);
        w.String(Key);
    }

    public static PlanKeyKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.String());
}

/// <summary>What an API key has used of a plan's quota in a period.</summary>
internal readonly record struct UsageKey(string Account, string Region, string Plan, string Key, DateTimeOffset Period) : ITupleKey<UsageKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Plan);
        w.String(Key);
        w.Time(Period);
    }

    public static UsageKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.String(), r.Time());
}
