using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>What other services offer, as far as they are there. Looked up at use: some of them lean on this service in turn.</summary>
internal sealed class LambdaPorts(IServiceProvider services)
{
    public const string ServicePrincipal = "lambda.amazonaws.com";

    public IRoleSessions? Roles => services.GetService<IRoleSessions>();

    public IAccess? Access => services.GetService<IAccess>();

    public IObjectReader? Objects => services.GetService<IObjectReader>();

    public ILogWriter? Logs => services.GetService<ILogWriter>();

    public ICloudCalls Calls => services.GetRequiredService<ICloudCalls>();
}
