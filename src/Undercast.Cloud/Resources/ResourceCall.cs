using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>One call of a resource type: what is wanted, for whom, and the way to the services.</summary>
public sealed class ResourceCall
{
    private const string NameAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);

    /// <summary>The way to every operation.</summary>
    public required ICloudCalls Calls { get; init; }

    /// <summary>In whose name.</summary>
    public required Principal Caller { get; init; }

    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>The properties that are wanted, in the schema's types.</summary>
    public required JsonObject Properties { get; init; }

    /// <summary>For updates, the properties until now.</summary>
    public JsonObject? Previous { get; init; }

    /// <summary>The resource's name in its template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>The stack's name.</summary>
    public required string StackName { get; init; }

    /// <summary>The stack's ARN.</summary>
    public required string StackId { get; init; }

    /// <summary>The stack's tags.</summary>
    public IReadOnlyDictionary<string, string> StackTags { get; init; } = new Dictionary<string, string>();

    /// <summary>The same for every attempt at making this resource: names and client tokens come from it, so that an attempt that was cut off finds what it made.</summary>
    public required Guid Token { get; init; }

    /// <summary>Whether an attempt before this one may have made the resource already.</summary>
    public bool IsRetry { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The operation is being given up: who only waits for something outside may stop waiting and fail.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>What exists already when a creation of several steps fails, so that it is taken back; null while nothing does.</summary>
    public string? MadeId { get; private set; }

    /// <summary>Says that something exists now under an id, and that more is to be done before the resource is whole.</summary>
    public void Made(string id) => MadeId = id;

    /// <summary>Cancels.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>The account.</summary>
    public string Account => Caller.Account;

    /// <summary>The partition.</summary>
    public string Partition => Arn.PartitionOf(Region);

    /// <summary>A property as text, or null.</summary>
    public string? Text(string property) => (string?)Properties[property];

    /// <summary>A property that holds a document, as text, whether the template gives an object or a string; null when it is absent.</summary>
    public string? Document(string property) => DocumentOf(Properties[property]);

    /// <summary>A document as text, whether it is an object or a string already.</summary>
    public static string? DocumentOf(JsonNode? node) => node switch
    {
        null => null,
        JsonValue text => PropertyRules.TextOf(text),
        _ => node.ToJsonString(),
    };

    /// <summary>The texts of a list property; none when it is absent.</summary>
    public static IReadOnlyList<string> Texts(JsonObject? properties, string property) => properties?[property] is JsonArray list ? [.. list.Select(i => (string)i!)] : [];

    /// <summary>The input of an operation: the named properties that are there, under their own names.</summary>
    public JsonObject Pick(params ReadOnlySpan<string> names)
    {
        var input = new JsonObject();
        foreach (var name in names)
        {
            if (Properties[name] is { } value) input[name] = value.DeepClone();
        }
        return input;
    }

    /// <summary>Throws when a property is used that AWS has and this cloud does not.</summary>
    /// <exception cref="CommonException"><see cref="CommonError.NotSupported"/>.</exception>
    public void Refuse(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Properties[name] is not null) throw CommonException.NotSupported($"The property {name}");
        }
    }

    /// <summary>A name for a resource whose template gives none: stack, logical id and twelve characters, cut to <paramref name="most"/>.</summary>
    public string MakeName(int most, bool lower = false)
    {
        var name = MakeName(StackName, LogicalId, Token, most);
        return lower ? name.ToLowerInvariant() : name;
    }

    /// <summary>A name of two parts and twelve characters of a token, cut to <paramref name="most"/>.</summary>
    public static string MakeName(string stack, string logical, Guid token, int most)
    {
        var random = new char[12];
        var bytes = token.ToByteArray();
        for (var i = 0; i < random.Length; i++) random[i] = NameAlphabet[bytes[i] % NameAlphabet.Length];
        var room = most - random.Length - 1;
        if (stack.Length + 1 + logical.Length > room)
        {
            // AWS: both parts give way, the stack's name keeps at least half.
            var half = (room - 1) / 2;
            var forLogical = Math.Min(logical.Length, Math.Max(half, room - 1 - stack.Length));
            logical = logical[..forLogical];
            stack = stack[..Math.Min(stack.Length, room - 1 - forLogical)];
        }
        return $"{stack}-{logical}-{new string(random)}";
    }

    /// <summary>A property for <see cref="ResourceType.ReadAsync"/>: as the template says while the service has at least that, for it adds defaults; else what the service has.</summary>
    /// <param name="property">The property.</param>
    /// <param name="actual">What the service has.</param>
    /// <param name="sent">The property as it was sent to the service, where that differs.</param>
    public JsonNode? Seen(string property, JsonNode? actual, JsonNode? sent = null) =>
        Properties[property] is { } wanted && Holds(sent ?? wanted, actual) ? wanted.DeepClone() : actual?.DeepClone();

    private static bool Holds(JsonNode? wanted, JsonNode? actual) => (wanted, actual) switch
    {
        (JsonObject w, JsonObject a) => w.All(m => Holds(m.Value, a[m.Key])),
        (JsonArray w, JsonArray a) => w.Count == a.Count && w.Zip(a).All(p => Holds(p.First, p.Second)),
        (JsonValue w, JsonValue a) => PropertyRules.TextOf(w) == PropertyRules.TextOf(a),
        _ => wanted is null && actual is null,
    };

    /// <summary>Calls an operation.</summary>
    /// <exception cref="AwsException">The operation's answer is an error.</exception>
    public async ValueTask<JsonObject> SendAsync(string api, string operation, JsonObject input)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(input, Json.Default.JsonObject);
        // A creation that is repeated makes the same thing under the same id; what an update makes is new each time.
        var output = Previous is null
            ? await Calls.RepeatableAsync(Caller, Region, api, operation, document, $"{Token:N}/{api}/{operation}/{_sent[operation] = _sent.GetValueOrDefault(operation) + 1}", Cancelled)
            : await Calls.CallDocumentAsync(Caller, Region, api, operation, document, Cancelled);
        return output.IsEmpty ? [] : (JsonObject)JsonNode.Parse(output.Span)!;
    }

    /// <summary>Calls the operation that makes something under a name of ours. A retry that finds it there has made it before, and gets null.</summary>
    /// <exception cref="AwsException">The operation's answer is an error.</exception>
    public ValueTask<JsonObject?> MakeAsync(string api, string operation, JsonObject input) => TrySendAsync(api, operation, input, e => IsRetry && IsThere(e));

    private static bool IsThere(AwsException e)
    {
        var code = e.GetType().GetCustomAttribute<AwsErrorAttribute>()?.Code ?? "";
        return code.Contains("AlreadyExist", StringComparison.Ordinal) || code.Contains("AlreadyOwned", StringComparison.Ordinal) || code.Contains("InUse", StringComparison.Ordinal) || code.Contains("Conflict", StringComparison.Ordinal) || code.Contains("Exists", StringComparison.Ordinal);
    }

    /// <summary>Calls an operation that may answer that there is nothing of the kind; null then.</summary>
    /// <param name="api">The API.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The input.</param>
    /// <param name="isAbsence">Whether an error means that.</param>
    public async ValueTask<JsonObject?> TrySendAsync(string api, string operation, JsonObject input, Func<AwsException, bool> isAbsence)
    {
        try
        {
            return await SendAsync(api, operation, input);
        }
        catch (AwsException e) when (isAbsence(e))
        {
            return null;
        }
    }

    /// <summary>What a listing operation names, over all its pages, in ordinal order.</summary>
    /// <param name="api">The API.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="list">The member of the answer that holds the list.</param>
    /// <param name="name">The member of an entry that names it; null where entries are names.</param>
    /// <param name="asked">The input's member for the next page.</param>
    /// <param name="told">The answer's member for it.</param>
    /// <param name="input">What every page's question says beside that.</param>
    public async ValueTask<IReadOnlyList<string>> ListAsync(string api, string operation, string list, string? name, string asked, string told, JsonObject? input = null)
    {
        var names = new List<string>();
        JsonNode? next = null;
        do
        {
            var question = (JsonObject?)input?.DeepClone() ?? [];
            if (next is not null) question[asked] = next.DeepClone();
            var page = await SendAsync(api, operation, question);
            names.AddRange((page[list] as JsonArray ?? []).Select(e => (string)(name is null ? e! : e![name]!)!));
            next = page[told];
        }
        while (next is not null);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Asks again and again, with growing pauses, until the answer is true.</summary>
    /// <exception cref="CommonException">It has not become true in <paramref name="most"/>.</exception>
    public async ValueTask UntilAsync(Func<ValueTask<bool>> condition, TimeSpan? most = null)
    {
        var end = Time.GetUtcNow() + (most ?? TimeSpan.FromMinutes(10));
        for (var pause = 5; !await condition(); pause = Math.Min(pause * 2, 1000))
        {
            if (Time.GetUtcNow() > end) throw new CommonException(CommonError.ServiceUnavailable, "Exceeded attempts to wait");
            await Task.Delay(TimeSpan.FromMilliseconds(pause), Time, Cancelled);
        }
    }

    /// <summary>Brings a resource's tags to what the template and the stack say.</summary>
    /// <param name="tags">How the service reads and changes tags.</param>
    /// <param name="resource">The resource, as its tag operations name it.</param>
    /// <param name="property">The property with the template's tags.</param>
    public async ValueTask RetagAsync(TagOperations tags, string resource, string property = "Tags")
    {
        JsonObject Input() => new() { [tags.Resource] = resource };
        var desired = TagMap(property);
        IEnumerable<string> current = (await SendAsync(tags.Api, tags.List, Input()))[tags.Tags] switch
        {
            JsonObject map => map.Select(t => t.Key),
            JsonArray list => list.Select(t => (string)t!["Key"]!),
            _ => [],
        };
        var gone = current.Where(key => !desired.ContainsKey(key)).Select(key => (JsonNode)key).ToArray();
        if (gone.Length > 0)
        {
            var input = Input();
            input[tags.Keys] = new JsonArray(gone);
            await SendAsync(tags.Api, tags.Untag, input);
        }
        if (desired.Count > 0)
        {
            var input = Input();
            input[tags.Tags] = tags.AsList ? TagList(property) : desired;
            await SendAsync(tags.Api, tags.Tag, input);
        }
    }

    /// <summary>The stack's tags under the resource's own, as <c>[{Key, Value}]</c>; null when there are none.</summary>
    public JsonArray? TagList(string property = "Tags")
    {
        var tags = TagMap(property);
        return tags.Count == 0 ? null : [.. tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value!.DeepClone() })];
    }

    /// <summary>The stack's tags under the resource's own, as a map.</summary>
    public JsonObject TagMap(string property = "Tags")
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in StackTags) all[key] = value;
        switch (Properties[property])
        {
            case JsonArray list:
                foreach (var tag in list) all[(string?)tag?["Key"] ?? ""] = (string?)tag?["Value"] ?? "";
                break;
            case JsonObject map:
                foreach (var (key, value) in map) all[key] = (string?)value ?? "";
                break;
        }
        var result = new JsonObject();
        foreach (var (key, value) in all) result[key] = value;
        return result;
    }
}
