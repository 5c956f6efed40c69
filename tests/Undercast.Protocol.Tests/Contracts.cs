using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

/// <summary>An API of the wires without bindings.</summary>
[AwsApi("things", "2020-01-01", ServiceId = "Things", Wires = [Wire.AwsJson10, Wire.AwsQuery, Wire.RpcV2Cbor], TargetPrefix = "Things_2020",
    XmlNamespace = "https://things.example/", QueryCompatible = true)]
[CommonErrorCode(CommonError.Throttling, "SlowDown", 503)]
public interface IThings
{
    [Operation, Authorize("things:Put", "*"), Throws<ThingGone>, Throws<ThingBroken>]
    ValueTask<PutOutput> Put(PutInput input, CallContext call);

    [Operation, Authorize("things:Watch", "*"), Throws<ThingGone>]
    ValueTask Drop(DropInput input, CallContext call);
}

/// <summary>An older API with the same signing name, in another dialect.</summary>
[AwsApi("things", "2010-01-01", ServiceId = "Old Things", Wires = [Wire.Ec2Query])]
public interface IOldThings
{
    [Operation, Authorize("things:Drop", "*")]
    ValueTask Drop(OldDropInput input, CallContext call);
}

public sealed record OldDropInput
{
    public string? Name { get; init; }
}

[NotSupportedMember("Color")]
public sealed record PutInput
{
    public string? Name { get; init; }
    public int? Count { get; init; }
    public long? Size { get; init; }
    public bool? Fresh { get; init; }
    public float? Weight { get; init; }
    public double? Height { get; init; }
    public byte[]? Seed { get; init; }
    public DateTimeOffset? Made { get; init; }
    [Timestamp(TimestampFormat.HttpDate)] public DateTimeOffset? Sent { get; init; }
    public Part? Part { get; init; }
    public IReadOnlyList<Part>? Parts { get; init; }
    [QueryFlattened("Tag"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [Sparse] public IReadOnlyList<string?>? Words { get; init; }
    [IdempotencyToken] public string? Token { get; init; }
}

public sealed record Part
{
    public string? Id { get; init; }
    public IReadOnlyList<Part>? Inner { get; init; }
}

public sealed record PutOutput
{
    public PutInput? Back { get; init; }
}

public sealed record DropInput;

[AwsError("ThingGone", 404, QueryCode = "Things.Gone", QueryStatus = 400)]
public sealed class ThingGone(string id) : AwsException($"No thing {id}")
{
    public string Id { get; } = id;
}

[AwsError("ThingBroken", 500)]
public sealed class ThingBroken() : AwsException("It is broken <inside>");

/// <summary>An API of REST with JSON.</summary>
[AwsApi("shelf", "2021", ServiceId = "Shelf", Wires = [Wire.RestJson1])]
public interface IShelf
{
    [Http("GET", "/shelves/{Shelf}/books"), Operation, Authorize("shelf:List", "*")]
    ValueTask<ListBooksOutput> ListBooks(ListBooksInput input, CallContext call);

    [Http("GET", "/shelves/{Shelf}/books?count"), Operation, Authorize("shelf:Count", "*")]
    ValueTask<ListBooksOutput> CountBooks(ListBooksInput input, CallContext call);

    [Http("GET", "/shelves/all/books"), Operation, Authorize("shelf:All", "*")]
    ValueTask<ListBooksOutput> ListAll(NoInput input, CallContext call);

    [Http("PUT", "/files/{Path+}", Status = 201), Operation, Authorize("shelf:Put", "*"), Throws<ShelfFull>]
    ValueTask<PutFileOutput> PutFile(PutFileInput input, CallContext call);

    [Http("POST", "/files/{Path+}/tags"), Operation, Authorize("shelf:Tag", "*")]
    ValueTask TagFile(TagFileInput input, CallContext call);

    [Http("POST", "/talk"), Operation, Authorize("shelf:Talk", "*"), Throws<ShelfFull>]
    ValueTask<TalkOutput> Talk(TalkInput input, CallContext call);

    [Http("GET", "/health"), Operation(AllowAnonymous = true)]
    ValueTask Health(NoInput input, CallContext call);
}

[NotSupportedMember("Owner", Location = MemberLocation.Header, LocationName = "x-owner"), NotSupportedMember("Depth", Location = MemberLocation.Query, LocationName = "depth")]
public sealed record ListBooksInput
{
    [HttpLabel] public required string Shelf { get; init; }
    [HttpQuery("max")] public int? Max { get; init; }
    [HttpQuery("word")] public IReadOnlyList<string>? Words { get; init; }
    [HttpHeader("If-Modified-Since")] public DateTimeOffset? Since { get; init; }
    [HttpHeader("x-kinds")] public IReadOnlyList<string>? Kinds { get; init; }
    [HttpPrefixHeaders("x-meta-")] public IReadOnlyDictionary<string, string>? Meta { get; init; }
}

public sealed record ListBooksOutput
{
    public IReadOnlyList<string>? Books { get; init; }
    [HttpHeader("x-next")] public string? Next { get; init; }
    [HttpHeader("x-kinds")] public IReadOnlyList<string>? Kinds { get; init; }
    [HttpPrefixHeaders("x-meta-")] public IReadOnlyDictionary<string, string>? Meta { get; init; }
    [HttpStatus] public int? Status { get; init; }
    public JsonElement? Notes { get; init; }
}

public sealed record NoInput;

public sealed record PutFileInput
{
    [HttpLabel] public required string Path { get; init; }
    [HttpPayload] public Stream? Body { get; init; }
}

public sealed record PutFileOutput
{
    [HttpHeader("ETag")] public string? Tag { get; init; }
    [HttpPayload] public Stream? Copy { get; init; }
}

public sealed record TagFileInput
{
    [HttpLabel] public required string Path { get; init; }
    public string? Tag { get; init; }
}

public sealed record TalkInput
{
    [HttpHeader("x-room")] public string? Room { get; init; }
    [HttpPayload] public IAsyncEnumerable<TalkEvent>? Events { get; init; }
}

public sealed record TalkOutput
{
    [HttpHeader("x-room")] public string? Room { get; init; }
    [HttpPayload] public IAsyncEnumerable<TalkEvent>? Events { get; init; }
}

[EventStream]
public sealed record TalkEvent
{
    public Said? Said { get; init; }
    public Noise? Noise { get; init; }
}

public sealed record Said
{
    [EventHeader] public string? Who { get; init; }
    [EventHeader] public int? Turn { get; init; }
    public string? Words { get; init; }
}

public sealed record Noise
{
    [EventPayload] public byte[]? Sound { get; init; }
}

[AwsError("ShelfFull", 409)]
public sealed class ShelfFull(string retry) : AwsException("The shelf is full")
{
    [HttpHeader("Retry-After")] public string Retry { get; } = retry;
    public int Books => 7;
}

/// <summary>An API of REST with XML, whose errors stand bare.</summary>
[AwsApi("store", "2006", ServiceId = "Store", Wires = [Wire.RestXml], BareErrors = true, XmlNamespace = "http://store.example/")]
[CommonErrorCode(CommonError.InvalidAccessKey, "InvalidAccessKeyId", 403)]
public interface IStore
{
    [Http("GET", "/{Bucket}"), Operation(AllowAnonymous = true), Authorize("store:List", "*")]
    ValueTask<ListOutput> ListItems(BucketInput input, CallContext call);

    [Http("GET", "/{Bucket}/{Key+}"), Operation(AllowAnonymous = true), Authorize("store:Get", "*")]
    ValueTask<ListOutput> GetItem(ItemInput input, CallContext call);

    [Http("GET", "/{Bucket}/{Key+}"), Operation, Authorize("store:Parts", "*")]
    ValueTask<ListOutput> ListParts(PartsInput input, CallContext call);

    [Http("PUT", "/{Bucket}?tagging"), Operation, Authorize("store:Tag", "*")]
    ValueTask PutTags(PutTagsInput input, CallContext call);
}

public sealed record BucketInput
{
    [HttpLabel] public required string Bucket { get; init; }
}

public sealed record ItemInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
}

public sealed record PartsInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
}

[Xml("ListResult")]
public sealed record ListOutput
{
    public string? Name { get; init; }
    [Flattened("Contents")] public IReadOnlyList<Item>? Items { get; init; }
}

public sealed record Item
{
    public string? Key { get; init; }
    public DateTimeOffset? LastModified { get; init; }
}

public sealed record PutTagsInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml("Tagging")] public Tagging? Tagging { get; init; }
}

public sealed record Tagging
{
    [Xml(Element = "Tag")] public IReadOnlyList<Tag>? TagSet { get; init; }
}

public sealed record Tag
{
    public string? Key { get; init; }
    public string? Value { get; init; }
    [Xml("xsi:type", IsAttribute = true)] public string? Kind { get; init; }
}
