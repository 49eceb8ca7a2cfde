/** The sign of the product. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="7" fill="#4f46e5" />
      <path
        d="M16 6l9 5v10l-9 5-9-5V11zM16 16l9-5M16 16v10M16 16l-9-5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinejoin="round"
      />
    </svg>
  );
}
