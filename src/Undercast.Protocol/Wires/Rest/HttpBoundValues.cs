using System.Text;
using Microsoft.Extensions.Primitives;

namespace Undercast.Protocol;

/// <summary>The headers, query parameters and labels of a request.</summary>
internal sealed class HttpBoundValues(OperationDescriptor operation, WireRequest request, RestProtocol protocol) : BoundValues
{
    private const int MaxParameters = 10_000;
    private List<KeyValuePair<string, string>>? _query;
    private Dictionary<string, string>? _labels;

    public override ReadOnlyMemory<byte> Body => request.Body;

    private List<KeyValuePair<string, string>> Query => _query ??= ParseQuery(request.Query);

    private Dictionary<string, string> Labels => _labels ??= operation.Route!.Labels(request.Path);

    public override bool Has(MemberSchema member) => member.Location switch
    {
        MemberLocation.Header => request.Headers.ContainsKey(member.LocationName!),
        // A map of headers is never missing: none is an empty map.
        MemberLocation.PrefixHeaders => true,
        MemberLocation.Query => InQuery(member.LocationName!),
        MemberLocation.QueryRest => Query.Count > 0,
        MemberLocation.Label => Labels.ContainsKey(member.LocationName!),
        MemberLocation.Payload => member.Kind is ShapeKind.Stream or ShapeKind.EventStream || !request.Body.IsEmpty,
        _ => false,
    };

    public override string Text(MemberSchema member)
    {
        switch (member.Location)
        {
            case MemberLocation.Header:
                var text = request.Headers[member.LocationName!].ToString();
                return member.MediaType is null ? text : Encoding.UTF8.GetString(TextValues.Blob(text));
            case MemberLocation.Label:
                return Labels[member.LocationName!];
            default:
                foreach (var pair in Query)
                {
                    if (pair.Key == member.LocationName) return pair.Value;
                }
                return "";
        }
    }

    public override List<string> List(MemberSchema member)
    {
        if (member.Location != MemberLocation.Header) return [.. Query.Where(p => p.Key == member.LocationName).Select(p => p.Value)];
        var isHttpDate = member.Element is { Kind: ShapeKind.Timestamp, Timestamp: TimestampFormat.Default or TimestampFormat.HttpDate };
        return HeaderLists.Split(request.Headers[member.LocationName!].ToString(), isHttpDate);
    }

    public override List<KeyValuePair<string, List<string>>> Map(MemberSchema member)
    {
        var entries = new List<KeyValuePair<string, List<string>>>();
        if (member.Location == MemberLocation.PrefixHeaders)
        {
            foreach (var header in Prefixed(member)) entries.Add(new(header.Key[member.LocationName!.Length..], [header.Value.ToString()]));
            return entries;
        }
        var byName = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in Query)
        {
            // AWS: servers put every parameter into the map, those of other members too (Smithy httpQueryParams).
            if (!byName.TryGetValue(pair.Key, out var values))
            {
                byName[pair.Key] = values = [];
                entries.Add(new(pair.Key, values));
            }
            values.Add(pair.Value);
        }
        return entries;
    }

    public override TimestampFormat DefaultTimestamp(MemberSchema member) =>
        member.Location == MemberLocation.Header ? TimestampFormat.HttpDate : TimestampFormat.DateTime;

    public override Stream Stream() => request.BodyStream ?? new MemoryStream(request.Body.ToArray(), writable: false);

    public override IAsyncEnumerable<T> Events<T>(ShapeCodec union) => IncomingEvents.Read<T>(Stream(), union, protocol);

    /// <summary>Refuses what AWS has in headers or parameters and this cloud has not.</summary>
    public void RefuseNotSupported()
    {
        foreach (var member in operation.Input.Schema.NotSupported)
        {
            var sent = member.Location == MemberLocation.Header ? request.Headers.ContainsKey(member.LocationName) : member.Location == MemberLocation.Query && InQuery(member.LocationName);
            if (sent) throw operation.Input.Schema.Refused(member);
        }
    }

    private bool InQuery(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Key == name) return true;
        }
        return false;
    }

    private IEnumerable<KeyValuePair<string, StringValues>> Prefixed(MemberSchema member) =>
        request.Headers.Where(h => h.Key.StartsWith(member.LocationName!, StringComparison.OrdinalIgnoreCase));

    private static List<KeyValuePair<string, string>> ParseQuery(string query)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            if (pair.IsEmpty) continue;
            if (pairs.Count == MaxParameters) throw new Kernel.CommonException(Kernel.CommonError.RequestTooLarge, "The request has too many parameters.");
            var equals = pair.IndexOf('=');
            pairs.Add(new(
                PercentText.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true),
                equals < 0 ? "" : PercentText.Decode(pair[(equals + 1)..], plusIsSpace: true)));
        }
        return pairs;
    }
}
