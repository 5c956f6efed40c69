using System.Net;
using Microsoft.AspNetCore.Http;

namespace Undercast.Edge;

/// <summary>Texts that are the same for request after request, remembered one at a time rather than made anew.</summary>
internal sealed class EndpointNames
{
    private Known? _known;
    private Address? _address;

    /// <summary>Scheme and authority as the client used them.</summary>
    public string EndpointOf(HttpRequest request)
    {
        var host = request.Headers.Host.ToString();
        if (_known is { } known && known.IsHttps == request.IsHttps && string.Equals(known.Host, host, StringComparison.Ordinal)) return known.Endpoint;
        var endpoint = $"{(request.IsHttps ? "https" : "http")}://{host}";
        _known = new Known(request.IsHttps, host, endpoint);
        return endpoint;
    }

    public string? AddressOf(IPAddress? address)
    {
        if (address is null) return null;
        if (_address is { } known && known.Of.Equals(address)) return known.Text;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var text = plain.ToString();
        _address = new Address(address, text);
        return text;
    }

    private sealed record Known(bool IsHttps, string Host, string Endpoint);

    private sealed record Address(IPAddress Of, string Text);
}
