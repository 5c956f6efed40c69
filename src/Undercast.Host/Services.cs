namespace Undercast.Host;

/// <summary>Every service of the build; the project file writes the other half.</summary>
internal static partial class Services;
