using System.Net;
using Microsoft.AspNetCore.Http;

namespace Undercast.Cloud;

/// <summary>What a connection says of itself.</summary>
public static class Transport
{
    /// <summary>The value of <c>aws:SecureTransport</c>: whether nobody on the way could listen.</summary>
    /// <remarks>
    /// Differs: AWS means TLS. A plain connection that never leaves the machine counts too, since the plain local port stands for AWS's encrypted one: a template that demands TLS,
    /// as CDK's own bucket does, would otherwise shut out every tool that was given the port.
    /// </remarks>
    public static bool IsSecure(HttpContext context) =>
        context.Request.IsHttps || (IsLoopback(context.Connection.RemoteIpAddress) && IsLoopback(context.Connection.LocalIpAddress));

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);
}
