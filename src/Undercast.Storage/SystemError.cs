namespace Undercast.Storage;

/// <summary>What an <see cref="IOException"/> says about the disk.</summary>
public static class SystemError
{
    private const int NoSpaceUnix = 28;
    private const int QuotaUnix = 122;
    private const int ReadOnlyUnix = 30;
    private const int NoSpaceWindows = unchecked((int)0x80070070);
    private const int HandleFullWindows = unchecked((int)0x80070027);

    /// <summary>Whether no space or no quota is left.</summary>
    public static bool IsNoSpace(IOException error) =>
        error.HResult is NoSpaceUnix or QuotaUnix or NoSpaceWindows or HandleFullWindows;

    /// <summary>Whether the file system is mounted read-only.</summary>
    public static bool IsReadOnly(IOException error) => error.HResult is ReadOnlyUnix;
}
