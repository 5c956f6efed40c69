namespace Undercast.ApiGateway;

/// <summary>An answer on its way to the client.</summary>
internal sealed class GatewayAnswer
{
    public int Status { get; set; } = 200;
    public List<KeyValuePair<string, string>> Headers { get; } = [];
    public ReadOnlyMemory<byte> Body { get; set; }

    public void Set(string name, string value)
    {
        Headers.RemoveAll(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        Headers.Add(new(name, value));
    }

    public bool Has(string name) => Headers.Exists(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
