using Undercast.Storage;

namespace Undercast.Lambda;

internal readonly record struct FunctionKey(string Account, string Region, string Name) : ITupleKey<FunctionKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static FunctionKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>A published version.</summary>
internal readonly record struct VersionKey(string Account, string Region, string Name, long Version) : ITupleKey<VersionKey>
{
    public VersionKey(FunctionKey key, long version) : this(key.Account, key.Region, key.Name, version) { }

    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
        w.Int64(Version);
    }

    public static VersionKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.Int64());
}

/// <summary>Something of a function that has a name of its own: an alias.</summary>
internal readonly record struct AliasKey(string Account, string Region, string Name, string Alias) : ITupleKey<AliasKey>
{
    public AliasKey(FunctionKey key, string alias) : this(key.Account, key.Region, key.Name, alias) { }

    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
        w.String(Alias);
    }

    public static AliasKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.String());
}

internal readonly record struct LayerKey(string Account, string Region, string Name, long Version) : ITupleKey<LayerKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
        w.Int64(Version);
    }

    public static LayerKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.Int64());
}

internal readonly record struct MappingKey(string Account, string Region, string Id) : ITupleKey<MappingKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Id);
    }

    public static MappingKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>The host label of a function URL.</summary>
internal readonly record struct UrlKey(string Id) : ITupleKey<UrlKey>
{
    public void Write(ref TupleWriter w) => w.String(Id);

    public static UrlKey Read(ref TupleReader r) => new(r.String());
}

internal readonly record struct SigningKey(string Account, string Region, string Id) : ITupleKey<SigningKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Id);
    }

    public static SigningKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}
