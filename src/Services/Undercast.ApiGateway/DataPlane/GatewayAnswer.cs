namespace Undercast.ApiGateway;

/// <summary>An answer on its way to the client.</summary>
internal sealed class GatewayAnswer
{
    public int Status { get; set; } = 200;
    public List<KeyValuePair<string, string>> Headers { get; } = [];
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Another with the same content, so that one that is remembered stays as it is.</summary>
    public GatewayAnswer Copy()
    {
        var copy = new GatewayAnswer { Status = Status, Body = Body };
        copy.Headers.AddRange(Headers);
        return copy;
    }

    public void Set(string name, string value)
    {
        Headers.RemoveAll(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        Headers.Add(new(name, value));
    }

    public bool Has(string name) => Headers.Exists(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
