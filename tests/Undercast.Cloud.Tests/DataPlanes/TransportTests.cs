using System.Net;
using Microsoft.AspNetCore.Http;

namespace Undercast.Cloud.Tests;

public sealed class TransportTests
{
    [Theory]
    [InlineData("http", "127.0.0.1", "127.0.0.1", true)]
    [InlineData("http", "::1", "::1", true)]
    [InlineData("http", "::ffff:127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("http", "10.0.0.5", "10.0.0.1", false)]
    [InlineData("http", "10.0.0.5", "127.0.0.1", false)]
    [InlineData("http", null, null, false)]
    [InlineData("https", "10.0.0.5", "10.0.0.1", true)]
    public void A_connection_is_secure_by_tls_or_within_the_machine(string scheme, string? remote, string? local, bool secure)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.Connection.LocalIpAddress = local is null ? null : IPAddress.Parse(local);
        Assert.Equal(secure, Transport.IsSecure(context));
    }
}
